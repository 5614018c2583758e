DROP INDEX "audit_entry_by_bug";--> statement-breakpoint
CREATE INDEX "audit_entry_by_first_bug" ON "audit_entry" USING btree ("workspace_id",("bug_ids"[1]),"created_at","id") WHERE "audit_entry"."bug_ids"[1] is not null;--> statement-breakpoint
CREATE INDEX "audit_entry_of_many_bugs" ON "audit_entry" USING btree ("workspace_id","created_at","id") WHERE cardinality("audit_entry"."bug_ids") > 1;