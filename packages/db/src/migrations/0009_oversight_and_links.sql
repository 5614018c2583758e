CREATE TABLE "bug_link" (
	"workspace_id" uuid NOT NULL,
	"bug_id" uuid NOT NULL,
	"provider" text NOT NULL,
	"repo_owner" text NOT NULL,
	"repo_name" text NOT NULL,
	"issue_number" integer NOT NULL,
	"sync" text DEFAULT 'not_configured' NOT NULL,
	"actor_type" text NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"via" text NOT NULL,
	"client" text,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bug_link_pk" PRIMARY KEY("workspace_id","bug_id","provider"),
	CONSTRAINT "bug_link_number_check" CHECK ("bug_link"."issue_number" > 0),
	CONSTRAINT "bug_link_provider_check" CHECK ("bug_link"."provider" in ('GITHUB')),
	CONSTRAINT "bug_link_sync_check" CHECK ("bug_link"."sync" in ('not_configured', 'pending', 'synced', 'failed')),
	CONSTRAINT "bug_link_actor_type_check" CHECK ("bug_link"."actor_type" in ('MEMBER', 'AGENT', 'REPORTER', 'INTEGRATION', 'SYSTEM')),
	CONSTRAINT "bug_link_via_check" CHECK ("bug_link"."via" in ('DASHBOARD', 'EXTENSION', 'WIDGET', 'API', 'MCP', 'GITHUB', 'SYSTEM'))
);
--> statement-breakpoint
ALTER TABLE "bug_link" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "activity" DROP CONSTRAINT "activity_kind_check";--> statement-breakpoint
ALTER TABLE "artifact" DROP CONSTRAINT "artifact_kind_check";--> statement-breakpoint
ALTER TABLE "project" ALTER COLUMN "capture_policy" SET DEFAULT '{"privacy_mode":"MODERATE","capture_bodies":false,"cookies":"NONE","window_s":30,"mask_selectors":[],"block_selectors":[]}'::jsonb;--> statement-breakpoint
ALTER TABLE "audit_entry" ADD COLUMN "bug_ids" uuid[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "bug" ADD COLUMN "trusted_at" timestamp(3) with time zone;--> statement-breakpoint
ALTER TABLE "project" ADD COLUMN "is_locked_down" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "bug_link" ADD CONSTRAINT "bug_link_bug_fk" FOREIGN KEY ("workspace_id","bug_id") REFERENCES "public"."bug"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bug_link" ADD CONSTRAINT "bug_link_actor_fk" FOREIGN KEY ("workspace_id","actor_type","actor_id") REFERENCES "public"."principal"("workspace_id","type","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bug_link_by_issue" ON "bug_link" USING btree ("workspace_id","provider",lower("repo_owner"),lower("repo_name"),"issue_number");--> statement-breakpoint
CREATE INDEX "audit_entry_by_principal" ON "audit_entry" USING btree ("workspace_id","principal_id","created_at","id");--> statement-breakpoint
CREATE INDEX "audit_entry_by_key" ON "audit_entry" USING btree ("workspace_id","key_id","created_at","id") WHERE "audit_entry"."key_id" is not null;--> statement-breakpoint
CREATE INDEX "audit_entry_by_tool" ON "audit_entry" USING btree ("workspace_id","tool","created_at","id") WHERE "audit_entry"."tool" is not null;--> statement-breakpoint
CREATE INDEX "audit_entry_by_operation" ON "audit_entry" USING btree ("workspace_id","operation","created_at","id");--> statement-breakpoint
CREATE INDEX "audit_entry_by_bug" ON "audit_entry" USING gin ("workspace_id","bug_ids") WHERE "audit_entry"."bug_ids" <> '{}';--> statement-breakpoint
ALTER TABLE "activity" ADD CONSTRAINT "activity_kind_check" CHECK ("activity"."kind" in ('BUG_CREATED', 'FIELD_CHANGED', 'STATUS_CHANGED', 'ASSIGNEE_CHANGED', 'LABELS_CHANGED', 'COMMENT_ADDED', 'DUPLICATE_MARKED', 'CAPTURE_READY', 'CAPTURE_FAILED', 'TASK_QUEUED', 'TASK_CLAIMED', 'TASK_UPDATED', 'TASK_RELEASED', 'TASK_EXPIRED', 'TASK_CANCELLED', 'PROJECT_CREATED', 'PROJECT_UPDATED', 'AGENT_CREATED', 'AGENT_UPDATED', 'KEY_CREATED', 'KEY_REVOKED', 'LABEL_CREATED', 'WORKSPACE_CREATED', 'PAIRING_APPROVED', 'SUITE_CREATED', 'SUITE_UPDATED', 'CASE_CREATED', 'CASE_UPDATED', 'RUN_CREATED', 'RUN_UPDATED', 'RESULT_SUBMITTED', 'REGRESSION_LINKED', 'REGRESSION_FAILED', 'REGRESSION_PASSED', 'GITHUB_LINKED', 'GITHUB_UNLINKED'));--> statement-breakpoint
ALTER TABLE "artifact" ADD CONSTRAINT "artifact_kind_check" CHECK ("artifact"."kind" in ('REPLAY', 'LOGS', 'COOKIES', 'SCREENSHOT', 'FILE', 'EVIDENCE', 'REPLAY_CLEAN'));--> statement-breakpoint
CREATE POLICY "bug_link_tenant" ON "bug_link" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
-- Even the owner of a tenant table is bound by its policy.
ALTER TABLE "bug_link" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "bug_link" TO hawkmoth_app;--> statement-breakpoint
-- What is there gets the new settings; a policy of the owner's own would hide every row from this statement.
ALTER TABLE "project" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "project" SET "capture_policy" = "capture_policy" || '{"cookies":"NONE"}'::jsonb WHERE NOT "capture_policy" ? 'cookies';--> statement-breakpoint
ALTER TABLE "project" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "bug" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "bug" SET "trusted_at" = "triaged_at" WHERE "created_by_type" = 'REPORTER' AND "triaged_at" IS NOT NULL;--> statement-breakpoint
ALTER TABLE "bug" FORCE ROW LEVEL SECURITY;
