CREATE TABLE "regression_result_history" (
	"workspace_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"revision" integer NOT NULL,
	"outcome" text NOT NULL,
	"notes" text,
	"bug_id" uuid,
	"actor_type" text NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"via" text NOT NULL,
	"client" text,
	"submitted_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "regression_result_history_pk" PRIMARY KEY("workspace_id","run_id","case_id","revision"),
	CONSTRAINT "regression_result_history_outcome_check" CHECK ("regression_result_history"."outcome" in ('PASSED', 'FAILED', 'BLOCKED', 'SKIPPED')),
	CONSTRAINT "regression_result_history_actor_type_check" CHECK ("regression_result_history"."actor_type" in ('MEMBER', 'AGENT', 'REPORTER', 'INTEGRATION', 'SYSTEM'))
);
--> statement-breakpoint
ALTER TABLE "regression_result_history" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "regression_result" (
	"workspace_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"notes" text,
	"bug_id" uuid,
	"revision" integer DEFAULT 1 NOT NULL,
	"actor_type" text NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"via" text NOT NULL,
	"client" text,
	"submitted_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "regression_result_workspace_id_run_id_case_id_pk" PRIMARY KEY("workspace_id","run_id","case_id"),
	CONSTRAINT "regression_result_outcome_check" CHECK ("regression_result"."outcome" in ('PASSED', 'FAILED', 'BLOCKED', 'SKIPPED')),
	CONSTRAINT "regression_result_actor_type_check" CHECK ("regression_result"."actor_type" in ('MEMBER', 'AGENT', 'REPORTER', 'INTEGRATION', 'SYSTEM'))
);
--> statement-breakpoint
ALTER TABLE "regression_result" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "regression_run_case" (
	"workspace_id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"case_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"title" text NOT NULL,
	"steps" text[] NOT NULL,
	"expected" text NOT NULL,
	CONSTRAINT "regression_run_case_workspace_id_run_id_case_id_pk" PRIMARY KEY("workspace_id","run_id","case_id")
);
--> statement-breakpoint
ALTER TABLE "regression_run_case" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "regression_run" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"suite_id" uuid NOT NULL,
	"status" text DEFAULT 'QUEUED' NOT NULL,
	"environment" text,
	"build" text,
	"commit" text,
	"assignee_type" text,
	"assignee_id" uuid,
	"accountable_member_id" uuid,
	"actor_type" text NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"via" text NOT NULL,
	"client" text,
	"started_at" timestamp(3) with time zone,
	"finished_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "regression_run_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "regression_run_assignee_both_check" CHECK (("regression_run"."assignee_type" is null) = ("regression_run"."assignee_id" is null)),
	CONSTRAINT "regression_run_accountable_check" CHECK ("regression_run"."assignee_type" is distinct from 'AGENT' or "regression_run"."accountable_member_id" is not null),
	CONSTRAINT "regression_run_finished_check" CHECK (("regression_run"."status" in ('PASSED', 'FAILED', 'CANCELLED')) = ("regression_run"."finished_at" is not null)),
	CONSTRAINT "regression_run_assignee_type_check" CHECK ("regression_run"."assignee_type" in ('MEMBER', 'AGENT')),
	CONSTRAINT "regression_run_actor_type_check" CHECK ("regression_run"."actor_type" in ('MEMBER', 'AGENT', 'REPORTER', 'INTEGRATION', 'SYSTEM')),
	CONSTRAINT "regression_run_status_check" CHECK ("regression_run"."status" in ('QUEUED', 'RUNNING', 'PASSED', 'FAILED', 'CANCELLED'))
);
--> statement-breakpoint
ALTER TABLE "regression_run" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "regression_case" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"suite_id" uuid NOT NULL,
	"position" integer,
	"title" text NOT NULL,
	"steps" text[] DEFAULT '{}' NOT NULL,
	"expected" text DEFAULT '' NOT NULL,
	"bug_id" uuid,
	"spec" text,
	"spec_ref" text,
	"archived_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "regression_case_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "regression_case_position_check" CHECK (("regression_case"."position" is null) = ("regression_case"."archived_at" is not null))
);
--> statement-breakpoint
ALTER TABLE "regression_case" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "regression_suite" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"status" text DEFAULT 'ACTIVE' NOT NULL,
	"owner_type" text,
	"owner_id" uuid,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "regression_suite_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "regression_suite_owner_both_check" CHECK (("regression_suite"."owner_type" is null) = ("regression_suite"."owner_id" is null)),
	CONSTRAINT "regression_suite_owner_type_check" CHECK ("regression_suite"."owner_type" in ('MEMBER', 'AGENT')),
	CONSTRAINT "regression_suite_status_check" CHECK ("regression_suite"."status" in ('ACTIVE', 'ARCHIVED'))
);
--> statement-breakpoint
ALTER TABLE "regression_suite" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "activity" DROP CONSTRAINT "activity_kind_check";--> statement-breakpoint
ALTER TABLE "regression_result_history" ADD CONSTRAINT "regression_result_history_case_fk" FOREIGN KEY ("workspace_id","run_id","case_id") REFERENCES "public"."regression_run_case"("workspace_id","run_id","case_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regression_result" ADD CONSTRAINT "regression_result_case_fk" FOREIGN KEY ("workspace_id","run_id","case_id") REFERENCES "public"."regression_run_case"("workspace_id","run_id","case_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regression_result" ADD CONSTRAINT "regression_result_bug_fk" FOREIGN KEY ("workspace_id","bug_id") REFERENCES "public"."bug"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regression_result" ADD CONSTRAINT "regression_result_actor_fk" FOREIGN KEY ("workspace_id","actor_type","actor_id") REFERENCES "public"."principal"("workspace_id","type","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regression_run_case" ADD CONSTRAINT "regression_run_case_run_fk" FOREIGN KEY ("workspace_id","run_id") REFERENCES "public"."regression_run"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regression_run_case" ADD CONSTRAINT "regression_run_case_case_fk" FOREIGN KEY ("workspace_id","case_id") REFERENCES "public"."regression_case"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regression_run" ADD CONSTRAINT "regression_run_project_fk" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."project"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regression_run" ADD CONSTRAINT "regression_run_suite_fk" FOREIGN KEY ("workspace_id","suite_id") REFERENCES "public"."regression_suite"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regression_run" ADD CONSTRAINT "regression_run_assignee_fk" FOREIGN KEY ("workspace_id","assignee_type","assignee_id") REFERENCES "public"."principal"("workspace_id","type","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regression_run" ADD CONSTRAINT "regression_run_accountable_fk" FOREIGN KEY ("workspace_id","accountable_member_id") REFERENCES "public"."member"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regression_run" ADD CONSTRAINT "regression_run_actor_fk" FOREIGN KEY ("workspace_id","actor_type","actor_id") REFERENCES "public"."principal"("workspace_id","type","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regression_case" ADD CONSTRAINT "regression_case_suite_fk" FOREIGN KEY ("workspace_id","suite_id") REFERENCES "public"."regression_suite"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regression_case" ADD CONSTRAINT "regression_case_bug_fk" FOREIGN KEY ("workspace_id","bug_id") REFERENCES "public"."bug"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regression_suite" ADD CONSTRAINT "regression_suite_project_fk" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."project"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "regression_suite" ADD CONSTRAINT "regression_suite_owner_fk" FOREIGN KEY ("workspace_id","owner_type","owner_id") REFERENCES "public"."principal"("workspace_id","type","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "regression_result_history_by_case" ON "regression_result_history" USING btree ("workspace_id","case_id","submitted_at");--> statement-breakpoint
CREATE INDEX "regression_result_by_case" ON "regression_result" USING btree ("workspace_id","case_id","submitted_at");--> statement-breakpoint
CREATE INDEX "regression_result_by_bug" ON "regression_result" USING btree ("workspace_id","bug_id") WHERE "regression_result"."bug_id" is not null;--> statement-breakpoint
CREATE INDEX "regression_run_by_created" ON "regression_run" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "regression_run_by_suite" ON "regression_run" USING btree ("workspace_id","suite_id","created_at","id");--> statement-breakpoint
CREATE INDEX "regression_run_by_assignee" ON "regression_run" USING btree ("workspace_id","assignee_type","assignee_id","created_at","id") WHERE "regression_run"."assignee_id" is not null;--> statement-breakpoint
CREATE INDEX "regression_case_by_position" ON "regression_case" USING btree ("workspace_id","suite_id","position");--> statement-breakpoint
CREATE INDEX "regression_case_by_bug" ON "regression_case" USING btree ("workspace_id","bug_id") WHERE "regression_case"."bug_id" is not null;--> statement-breakpoint
CREATE INDEX "regression_suite_by_updated" ON "regression_suite" USING btree ("workspace_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "regression_suite_by_project" ON "regression_suite" USING btree ("workspace_id","project_id","updated_at","id");--> statement-breakpoint
ALTER TABLE "activity" ADD CONSTRAINT "activity_kind_check" CHECK ("activity"."kind" in ('BUG_CREATED', 'FIELD_CHANGED', 'STATUS_CHANGED', 'ASSIGNEE_CHANGED', 'LABELS_CHANGED', 'COMMENT_ADDED', 'DUPLICATE_MARKED', 'CAPTURE_READY', 'CAPTURE_FAILED', 'TASK_QUEUED', 'TASK_CLAIMED', 'TASK_UPDATED', 'TASK_RELEASED', 'TASK_EXPIRED', 'TASK_CANCELLED', 'PROJECT_CREATED', 'PROJECT_UPDATED', 'AGENT_CREATED', 'AGENT_UPDATED', 'KEY_CREATED', 'KEY_REVOKED', 'LABEL_CREATED', 'WORKSPACE_CREATED', 'PAIRING_APPROVED', 'SUITE_CREATED', 'SUITE_UPDATED', 'CASE_CREATED', 'CASE_UPDATED', 'RUN_CREATED', 'RUN_UPDATED', 'RESULT_SUBMITTED', 'REGRESSION_LINKED', 'REGRESSION_FAILED', 'REGRESSION_PASSED'));--> statement-breakpoint
CREATE POLICY "regression_result_history_tenant" ON "regression_result_history" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "regression_result_tenant" ON "regression_result" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "regression_run_case_tenant" ON "regression_run_case" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "regression_run_tenant" ON "regression_run" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "regression_case_tenant" ON "regression_case" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "regression_suite_tenant" ON "regression_suite" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
-- Even the owner of a tenant table is bound by its policy.
DO $$
DECLARE tenant text;
BEGIN
  FOREACH tenant IN ARRAY ARRAY['regression_suite', 'regression_case', 'regression_run', 'regression_run_case', 'regression_result', 'regression_result_history']
  LOOP
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO hawkmoth_app', tenant);
  END LOOP;
END
$$;
--> statement-breakpoint
-- What was said about a case is appended to, never rewritten.
REVOKE UPDATE, DELETE ON regression_result_history FROM hawkmoth_app;
--> statement-breakpoint
-- A bug that is deleted leaves the cases and results that named it.
ALTER TABLE "regression_case" DROP CONSTRAINT "regression_case_bug_fk";
--> statement-breakpoint
ALTER TABLE "regression_case" ADD CONSTRAINT "regression_case_bug_fk" FOREIGN KEY ("workspace_id", "bug_id") REFERENCES "bug" ("workspace_id", "id") ON DELETE SET NULL ("bug_id");
--> statement-breakpoint
ALTER TABLE "regression_result" DROP CONSTRAINT "regression_result_bug_fk";
--> statement-breakpoint
ALTER TABLE "regression_result" ADD CONSTRAINT "regression_result_bug_fk" FOREIGN KEY ("workspace_id", "bug_id") REFERENCES "bug" ("workspace_id", "id") ON DELETE SET NULL ("bug_id");
