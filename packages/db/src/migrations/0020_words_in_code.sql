-- Words are split in one place, in code, and the verbs that change texts write them: no trigger is left on a tenant table.
DROP TRIGGER bug_search_insert ON bug;--> statement-breakpoint
DROP TRIGGER bug_search_update ON bug;--> statement-breakpoint
DROP TRIGGER comment_search ON comment;--> statement-breakpoint
DROP TRIGGER capture_search ON capture;--> statement-breakpoint
DROP FUNCTION keep_bug_search();--> statement-breakpoint
DROP FUNCTION keep_comment_search();--> statement-breakpoint
DROP FUNCTION keep_capture_search();--> statement-breakpoint
DROP FUNCTION add_bug_words(uuid, uuid, text);--> statement-breakpoint
DROP FUNCTION search_words(text);--> statement-breakpoint
-- Rows that are there are stale without being written: the worker splits their texts anew, which SQL can't.
ALTER TABLE "bug_search" ADD COLUMN "is_stale" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "bug_search" ALTER COLUMN "is_stale" SET DEFAULT false;--> statement-breakpoint
CREATE INDEX "bug_search_stale" ON "bug_search" USING btree ("workspace_id","bug_id") WHERE "bug_search"."is_stale";
