DROP INDEX "bug_by_created";--> statement-breakpoint
CREATE INDEX "bug_by_resolved" ON "bug" USING btree ("workspace_id","resolved_at","project_id","resolution","created_at") WHERE "bug"."resolved_at" is not null;--> statement-breakpoint
CREATE INDEX "bug_standing" ON "bug" USING btree ("workspace_id","project_id","status","severity","assignee_type") WHERE "bug"."resolution" is distinct from 'SPAM';--> statement-breakpoint
CREATE INDEX "bug_by_created" ON "bug" USING btree ("workspace_id","created_at","id","project_id","resolution");--> statement-breakpoint
-- Titles stored before their bands were are marked: the worker makes the bands, which SQL can't, and removes the mark.
-- Policies of the owner's own would hide every row from this statement.
ALTER TABLE "bug" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "bug_fingerprint" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
INSERT INTO "bug_fingerprint" ("workspace_id", "bug_id", "layer", "hash", "text")
SELECT "workspace_id", "id", 'TITLE', 'missing', 'missing' FROM "bug"
WHERE NOT EXISTS (
  SELECT FROM "bug_fingerprint" AS "known"
  WHERE "known"."workspace_id" = "bug"."workspace_id" AND "known"."bug_id" = "bug"."id" AND "known"."layer" = 'TITLE'
);--> statement-breakpoint
ALTER TABLE "bug_fingerprint" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "bug" FORCE ROW LEVEL SECURITY;
