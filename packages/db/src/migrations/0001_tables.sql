CREATE TABLE "api_key_directory" (
	"hash" text PRIMARY KEY NOT NULL,
	"workspace_id" uuid NOT NULL,
	"key_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "api_key" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"prefix" text NOT NULL,
	"hash" text NOT NULL,
	"principal_type" text,
	"principal_id" uuid,
	"project_id" uuid,
	"scopes" text[] NOT NULL,
	"project_ids" uuid[],
	"created_by_member_id" uuid,
	"expires_at" timestamp(3) with time zone,
	"last_used_at" timestamp(3) with time zone,
	"revoked_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "api_key_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "api_key_hash" UNIQUE("workspace_id","hash"),
	CONSTRAINT "api_key_principal_both_check" CHECK (("api_key"."principal_type" is null) = ("api_key"."principal_id" is null)),
	CONSTRAINT "api_key_kind_fields_check" CHECK (("api_key"."kind" = 'SECRET') = ("api_key"."principal_id" is not null) and ("api_key"."kind" = 'PUBLISHABLE') = ("api_key"."project_id" is not null)),
	CONSTRAINT "api_key_kind_check" CHECK ("api_key"."kind" in ('SECRET', 'PUBLISHABLE'))
);
--> statement-breakpoint
ALTER TABLE "api_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "pairing" (
	"id" uuid PRIMARY KEY NOT NULL,
	"device_code_hash" text NOT NULL,
	"user_code" text NOT NULL,
	"device_name" text NOT NULL,
	"status" text DEFAULT 'PENDING' NOT NULL,
	"workspace_id" uuid,
	"member_id" uuid,
	"expires_at" timestamp(3) with time zone NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "pairing_device_code_hash_unique" UNIQUE("device_code_hash"),
	CONSTRAINT "pairing_user_code_unique" UNIQUE("user_code"),
	CONSTRAINT "pairing_status_check" CHECK ("pairing"."status" in ('PENDING', 'APPROVED', 'REDEEMED', 'EXPIRED'))
);
--> statement-breakpoint
CREATE TABLE "activity" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"project_id" uuid,
	"bug_id" uuid,
	"task_id" uuid,
	"actor_type" text NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"via" text NOT NULL,
	"client" text,
	"field" text,
	"from" jsonb,
	"to" jsonb,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "activity_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "activity_kind_check" CHECK ("activity"."kind" in ('BUG_CREATED', 'FIELD_CHANGED', 'STATUS_CHANGED', 'ASSIGNEE_CHANGED', 'LABELS_CHANGED', 'COMMENT_ADDED', 'DUPLICATE_MARKED', 'CAPTURE_READY', 'CAPTURE_FAILED', 'TASK_QUEUED', 'TASK_CLAIMED', 'TASK_UPDATED', 'TASK_RELEASED', 'TASK_EXPIRED', 'TASK_CANCELLED', 'PROJECT_CREATED', 'PROJECT_UPDATED', 'AGENT_CREATED', 'AGENT_UPDATED', 'KEY_CREATED', 'KEY_REVOKED', 'LABEL_CREATED', 'WORKSPACE_CREATED', 'PAIRING_APPROVED')),
	CONSTRAINT "activity_actor_type_check" CHECK ("activity"."actor_type" in ('MEMBER', 'AGENT', 'REPORTER', 'INTEGRATION', 'SYSTEM'))
);
--> statement-breakpoint
ALTER TABLE "activity" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "agent" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"principal_type" text GENERATED ALWAYS AS ('AGENT'::text) STORED,
	"slug" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"instructions" text DEFAULT '' NOT NULL,
	"kinds" text[] DEFAULT '{FIX}' NOT NULL,
	"owner_member_id" uuid NOT NULL,
	"last_seen_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "agent_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "agent_slug" UNIQUE("workspace_id","slug")
);
--> statement-breakpoint
ALTER TABLE "agent" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_entry" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"principal_type" text NOT NULL,
	"principal_id" uuid,
	"principal_name" text NOT NULL,
	"key_id" uuid,
	"client" text,
	"via" text NOT NULL,
	"operation" text NOT NULL,
	"tool" text,
	"task_id" uuid,
	"task_fence" bigint,
	"argument_hash" text NOT NULL,
	"arguments" jsonb NOT NULL,
	"result_code" text NOT NULL,
	"duration_ms" integer NOT NULL,
	"request_id" text,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "audit_entry_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "audit_entry_principal_type_check" CHECK ("audit_entry"."principal_type" in ('MEMBER', 'AGENT', 'REPORTER', 'INTEGRATION', 'SYSTEM'))
);
--> statement-breakpoint
ALTER TABLE "audit_entry" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "idempotency_key" (
	"workspace_id" uuid NOT NULL,
	"principal" text NOT NULL,
	"operation" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"response_status" smallint,
	"response_body" jsonb,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp(3) with time zone NOT NULL,
	CONSTRAINT "idempotency_key_pk" PRIMARY KEY("workspace_id","principal","operation","key")
);
--> statement-breakpoint
ALTER TABLE "idempotency_key" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "rate_limit" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer DEFAULT 0 NOT NULL,
	"expire" bigint
);
--> statement-breakpoint
CREATE TABLE "account" (
	"user_id" uuid NOT NULL,
	"type" text NOT NULL,
	"provider" text NOT NULL,
	"provider_account_id" text NOT NULL,
	"refresh_token" text,
	"access_token" text,
	"expires_at" integer,
	"token_type" text,
	"scope" text,
	"id_token" text,
	"session_state" text,
	CONSTRAINT "account_provider_provider_account_id_pk" PRIMARY KEY("provider","provider_account_id")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"session_token" text PRIMARY KEY NOT NULL,
	"user_id" uuid NOT NULL,
	"expires" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text,
	"email" text NOT NULL,
	"email_verified" timestamp with time zone,
	"image" text,
	"password_hash" text,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "verification_token" (
	"identifier" text NOT NULL,
	"token" text NOT NULL,
	"expires" timestamp with time zone NOT NULL,
	CONSTRAINT "verification_token_identifier_token_pk" PRIMARY KEY("identifier","token")
);
--> statement-breakpoint
CREATE TABLE "bug_search" (
	"workspace_id" uuid NOT NULL,
	"bug_id" uuid NOT NULL,
	"tsv" "tsvector" NOT NULL,
	CONSTRAINT "bug_search_workspace_id_bug_id_pk" PRIMARY KEY("workspace_id","bug_id")
);
--> statement-breakpoint
ALTER TABLE "bug_search" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "bug" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"title" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"status" text DEFAULT 'OPEN' NOT NULL,
	"resolution" text,
	"severity" text DEFAULT 'MEDIUM' NOT NULL,
	"priority" text DEFAULT 'NONE' NOT NULL,
	"priority_rank" smallint GENERATED ALWAYS AS ((array_position(array['CRITICAL','HIGH','MEDIUM','LOW','NONE'], priority) - 1)::smallint) STORED NOT NULL,
	"source" text NOT NULL,
	"assignee_type" text,
	"assignee_id" uuid,
	"accountable_member_id" uuid,
	"created_by_type" text NOT NULL,
	"created_by_id" uuid,
	"created_by_name" text NOT NULL,
	"created_via" text NOT NULL,
	"created_client" text,
	"reporter_name" text,
	"reporter_email" text,
	"reporter_identifier" text,
	"url" text,
	"environment" text,
	"app_version" text,
	"stack_trace" text,
	"user_agent" text,
	"extra" jsonb,
	"duplicate_of" uuid,
	"triaged_at" timestamp(3) with time zone,
	"resolved_at" timestamp(3) with time zone,
	"verified_at" timestamp(3) with time zone,
	"reopen_count" integer DEFAULT 0 NOT NULL,
	"comment_count" integer DEFAULT 0 NOT NULL,
	"evidence" jsonb,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "bug_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "bug_number" UNIQUE("workspace_id","project_id","number"),
	CONSTRAINT "bug_assignee_both_check" CHECK (("bug"."assignee_type" is null) = ("bug"."assignee_id" is null)),
	CONSTRAINT "bug_accountable_check" CHECK ("bug"."assignee_type" is distinct from 'AGENT' or "bug"."accountable_member_id" is not null),
	CONSTRAINT "bug_resolution_closed_check" CHECK ("bug"."resolution" is null or "bug"."status" in ('RESOLVED', 'CLOSED')),
	CONSTRAINT "bug_duplicate_check" CHECK ("bug"."duplicate_of" is distinct from "bug"."id"),
	CONSTRAINT "bug_status_check" CHECK ("bug"."status" in ('OPEN', 'IN_PROGRESS', 'IN_REVIEW', 'RESOLVED', 'CLOSED', 'REOPENED')),
	CONSTRAINT "bug_resolution_check" CHECK ("bug"."resolution" in ('FIXED', 'DUPLICATE', 'WONT_FIX', 'CANNOT_REPRODUCE', 'SPAM', 'OBSOLETE')),
	CONSTRAINT "bug_severity_check" CHECK ("bug"."severity" in ('CRITICAL', 'HIGH', 'MEDIUM', 'LOW')),
	CONSTRAINT "bug_priority_check" CHECK ("bug"."priority" in ('CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'NONE')),
	CONSTRAINT "bug_source_check" CHECK ("bug"."source" in ('EXTENSION', 'WIDGET', 'API', 'MCP', 'DASHBOARD', 'REGRESSION')),
	CONSTRAINT "bug_assignee_type_check" CHECK ("bug"."assignee_type" in ('MEMBER', 'AGENT'))
);
--> statement-breakpoint
ALTER TABLE "bug" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "artifact" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"capture_id" uuid NOT NULL,
	"bug_id" uuid,
	"kind" text NOT NULL,
	"status" text DEFAULT 'PENDING' NOT NULL,
	"blob_key" text NOT NULL,
	"content_type" text NOT NULL,
	"file_name" text,
	"size_bytes" bigint NOT NULL,
	"sha256" text,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "artifact_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "artifact_kind_check" CHECK ("artifact"."kind" in ('REPLAY', 'LOGS', 'SCREENSHOT', 'FILE', 'EVIDENCE', 'REPLAY_CLEAN')),
	CONSTRAINT "artifact_status_check" CHECK ("artifact"."status" in ('PENDING', 'STORED'))
);
--> statement-breakpoint
ALTER TABLE "artifact" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "capture" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"bug_id" uuid,
	"status" text DEFAULT 'PENDING' NOT NULL,
	"actor_type" text NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"via" text NOT NULL,
	"client" text,
	"key_id" uuid,
	"report" jsonb NOT NULL,
	"upload_token_hash" text,
	"idempotency_key" text,
	"digest" jsonb,
	"counts" jsonb,
	"duration_ms" double precision,
	"failure" text,
	"attempt" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"completed_at" timestamp(3) with time zone,
	"processed_at" timestamp(3) with time zone,
	CONSTRAINT "capture_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "capture_status_check" CHECK ("capture"."status" in ('PENDING', 'UPLOADED', 'PROCESSING', 'READY', 'FAILED'))
);
--> statement-breakpoint
ALTER TABLE "capture" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "comment" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"bug_id" uuid NOT NULL,
	"actor_type" text NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"via" text NOT NULL,
	"client" text,
	"body" text NOT NULL,
	"reply_to" uuid,
	"task_id" uuid,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "comment_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "comment_actor_type_check" CHECK ("comment"."actor_type" in ('MEMBER', 'AGENT', 'REPORTER', 'INTEGRATION', 'SYSTEM'))
);
--> statement-breakpoint
ALTER TABLE "comment" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "event" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"type" text NOT NULL,
	"project_id" uuid,
	"bug_id" uuid,
	"task_id" uuid,
	"actor_type" text NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"via" text NOT NULL,
	"client" text,
	"changes" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "event_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "event_type_check" CHECK ("event"."type" in ('bug.created', 'bug.updated', 'bug.commented', 'bug.deleted', 'task.updated', 'session.activity', 'run.updated', 'capture.ready', 'notification.created'))
);
--> statement-breakpoint
ALTER TABLE "event" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "bug_label" (
	"workspace_id" uuid NOT NULL,
	"bug_id" uuid NOT NULL,
	"label_id" uuid NOT NULL,
	CONSTRAINT "bug_label_workspace_id_bug_id_label_id_pk" PRIMARY KEY("workspace_id","bug_id","label_id")
);
--> statement-breakpoint
ALTER TABLE "bug_label" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "label" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"color" text NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "label_workspace_id_id_pk" PRIMARY KEY("workspace_id","id")
);
--> statement-breakpoint
ALTER TABLE "label" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "member" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"principal_type" text GENERATED ALWAYS AS ('MEMBER'::text) STORED,
	"user_id" uuid NOT NULL,
	"email" text NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "member_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "member_user" UNIQUE("workspace_id","user_id"),
	CONSTRAINT "member_role_check" CHECK ("member"."role" in ('OWNER', 'ADMIN', 'MEMBER'))
);
--> statement-breakpoint
ALTER TABLE "member" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "principal" (
	"workspace_id" uuid NOT NULL,
	"type" text NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"avatar_url" text,
	"disabled_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "principal_workspace_id_type_id_pk" PRIMARY KEY("workspace_id","type","id"),
	CONSTRAINT "principal_type_check" CHECK ("principal"."type" in ('MEMBER', 'AGENT'))
);
--> statement-breakpoint
ALTER TABLE "principal" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "project_counter" (
	"workspace_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"last_number" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "project_counter_workspace_id_project_id_pk" PRIMARY KEY("workspace_id","project_id"),
	CONSTRAINT "project_counter_check" CHECK ("project_counter"."last_number" >= 0)
);
--> statement-breakpoint
ALTER TABLE "project_counter" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "project_member" (
	"workspace_id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"principal_type" text NOT NULL,
	"principal_id" uuid NOT NULL,
	"role" text NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "project_member_pk" PRIMARY KEY("workspace_id","project_id","principal_type","principal_id"),
	CONSTRAINT "project_member_role_check" CHECK ("project_member"."role" in ('VIEWER', 'MANAGER', 'DEVELOPER', 'OWNER'))
);
--> statement-breakpoint
ALTER TABLE "project_member" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "project" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	"allowed_origins" text[] DEFAULT '{}' NOT NULL,
	"capture_policy" jsonb DEFAULT '{"privacy_mode":"MODERATE","capture_bodies":false,"window_s":30,"mask_selectors":[],"block_selectors":[]}'::jsonb NOT NULL,
	"evidence_policy" text DEFAULT 'NONE' NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "project_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "project_key" UNIQUE("workspace_id","key"),
	CONSTRAINT "project_evidence_policy_check" CHECK ("project"."evidence_policy" in ('NONE', 'ANY', 'RED_GREEN'))
);
--> statement-breakpoint
ALTER TABLE "project" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "agent_task" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"project_id" uuid NOT NULL,
	"bug_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"status" text DEFAULT 'QUEUED' NOT NULL,
	"assignee_type" text NOT NULL,
	"assignee_id" uuid NOT NULL,
	"actor_type" text NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"via" text NOT NULL,
	"client" text,
	"priority" smallint NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"max_attempts" integer DEFAULT 3 NOT NULL,
	"fence" bigint DEFAULT 0 NOT NULL,
	"lease_token_hash" text,
	"lease_expires_at" timestamp(3) with time zone,
	"lease_seconds" integer,
	"lease_client" text,
	"progress" smallint,
	"note" text,
	"question" text,
	"answer" text,
	"human_deadline" timestamp(3) with time zone,
	"summary" text,
	"result" jsonb,
	"error" text,
	"prompts_seen_at" timestamp(3) with time zone,
	"not_before" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"queued_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp(3) with time zone,
	"finished_at" timestamp(3) with time zone,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "agent_task_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "agent_task_lease_check" CHECK (("agent_task"."status" = 'RUNNING') = ("agent_task"."lease_expires_at" is not null) and ("agent_task"."status" <> 'RUNNING' or "agent_task"."lease_token_hash" is not null)),
	CONSTRAINT "agent_task_attempt_check" CHECK ("agent_task"."attempt" >= 0 and "agent_task"."fence" >= 0),
	CONSTRAINT "agent_task_kind_check" CHECK ("agent_task"."kind" in ('TRIAGE', 'REPRODUCE', 'FIX', 'VERIFY', 'REGRESSION')),
	CONSTRAINT "agent_task_status_check" CHECK ("agent_task"."status" in ('QUEUED', 'RUNNING', 'NEEDS_INPUT', 'NEEDS_APPROVAL', 'SUCCEEDED', 'FAILED', 'CANCELLED'))
);
--> statement-breakpoint
ALTER TABLE "agent_task" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "user_workspace" (
	"user_id" uuid NOT NULL,
	"workspace_id" uuid NOT NULL,
	"member_id" uuid NOT NULL,
	CONSTRAINT "user_workspace_user_id_workspace_id_pk" PRIMARY KEY("user_id","workspace_id")
);
--> statement-breakpoint
CREATE TABLE "workspace" (
	"id" uuid PRIMARY KEY NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "workspace_slug_unique" UNIQUE("slug")
);
--> statement-breakpoint
ALTER TABLE "workspace" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "api_key_directory" ADD CONSTRAINT "api_key_directory_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_workspace_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_principal_fk" FOREIGN KEY ("workspace_id","principal_type","principal_id") REFERENCES "public"."principal"("workspace_id","type","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_project_fk" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."project"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_key" ADD CONSTRAINT "api_key_creator_fk" FOREIGN KEY ("workspace_id","created_by_member_id") REFERENCES "public"."member"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pairing" ADD CONSTRAINT "pairing_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity" ADD CONSTRAINT "activity_bug_fk" FOREIGN KEY ("workspace_id","bug_id") REFERENCES "public"."bug"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity" ADD CONSTRAINT "activity_actor_fk" FOREIGN KEY ("workspace_id","actor_type","actor_id") REFERENCES "public"."principal"("workspace_id","type","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent" ADD CONSTRAINT "agent_principal_fk" FOREIGN KEY ("workspace_id","principal_type","id") REFERENCES "public"."principal"("workspace_id","type","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent" ADD CONSTRAINT "agent_owner_fk" FOREIGN KEY ("workspace_id","owner_member_id") REFERENCES "public"."member"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "audit_entry" ADD CONSTRAINT "audit_entry_workspace_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "idempotency_key" ADD CONSTRAINT "idempotency_key_workspace_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bug_search" ADD CONSTRAINT "bug_search_bug_fk" FOREIGN KEY ("workspace_id","bug_id") REFERENCES "public"."bug"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bug" ADD CONSTRAINT "bug_project_fk" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."project"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bug" ADD CONSTRAINT "bug_assignee_fk" FOREIGN KEY ("workspace_id","assignee_type","assignee_id") REFERENCES "public"."principal"("workspace_id","type","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bug" ADD CONSTRAINT "bug_accountable_fk" FOREIGN KEY ("workspace_id","accountable_member_id") REFERENCES "public"."member"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bug" ADD CONSTRAINT "bug_duplicate_fk" FOREIGN KEY ("workspace_id","duplicate_of") REFERENCES "public"."bug"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "artifact" ADD CONSTRAINT "artifact_capture_fk" FOREIGN KEY ("workspace_id","capture_id") REFERENCES "public"."capture"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "artifact" ADD CONSTRAINT "artifact_bug_fk" FOREIGN KEY ("workspace_id","bug_id") REFERENCES "public"."bug"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capture" ADD CONSTRAINT "capture_project_fk" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."project"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "capture" ADD CONSTRAINT "capture_bug_fk" FOREIGN KEY ("workspace_id","bug_id") REFERENCES "public"."bug"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment" ADD CONSTRAINT "comment_bug_fk" FOREIGN KEY ("workspace_id","bug_id") REFERENCES "public"."bug"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment" ADD CONSTRAINT "comment_author_fk" FOREIGN KEY ("workspace_id","actor_type","actor_id") REFERENCES "public"."principal"("workspace_id","type","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "comment" ADD CONSTRAINT "comment_reply_fk" FOREIGN KEY ("workspace_id","reply_to") REFERENCES "public"."comment"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "event" ADD CONSTRAINT "event_workspace_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bug_label" ADD CONSTRAINT "bug_label_bug_fk" FOREIGN KEY ("workspace_id","bug_id") REFERENCES "public"."bug"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bug_label" ADD CONSTRAINT "bug_label_label_fk" FOREIGN KEY ("workspace_id","label_id") REFERENCES "public"."label"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "label" ADD CONSTRAINT "label_workspace_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_user_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "member" ADD CONSTRAINT "member_principal_fk" FOREIGN KEY ("workspace_id","principal_type","id") REFERENCES "public"."principal"("workspace_id","type","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "principal" ADD CONSTRAINT "principal_workspace_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_counter" ADD CONSTRAINT "project_counter_project_fk" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."project"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_member" ADD CONSTRAINT "project_member_project_fk" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."project"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_member" ADD CONSTRAINT "project_member_principal_fk" FOREIGN KEY ("workspace_id","principal_type","principal_id") REFERENCES "public"."principal"("workspace_id","type","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project" ADD CONSTRAINT "project_workspace_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_task" ADD CONSTRAINT "agent_task_project_fk" FOREIGN KEY ("workspace_id","project_id") REFERENCES "public"."project"("workspace_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_task" ADD CONSTRAINT "agent_task_bug_fk" FOREIGN KEY ("workspace_id","bug_id") REFERENCES "public"."bug"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "agent_task" ADD CONSTRAINT "agent_task_assignee_fk" FOREIGN KEY ("workspace_id","assignee_type","assignee_id") REFERENCES "public"."principal"("workspace_id","type","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_workspace" ADD CONSTRAINT "user_workspace_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_workspace" ADD CONSTRAINT "user_workspace_workspace_id_workspace_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_key_principal" ON "api_key" USING btree ("workspace_id","principal_type","principal_id");--> statement-breakpoint
CREATE INDEX "activity_by_bug" ON "activity" USING btree ("workspace_id","bug_id","created_at","id");--> statement-breakpoint
CREATE INDEX "audit_entry_by_created" ON "audit_entry" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "idempotency_key_expiry" ON "idempotency_key" USING btree ("workspace_id","expires_at");--> statement-breakpoint
CREATE INDEX "account_user" ON "account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_user" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "user_email" ON "user" USING btree (lower("email"));--> statement-breakpoint
CREATE INDEX "bug_search_words" ON "bug_search" USING gin ("workspace_id","tsv");--> statement-breakpoint
CREATE INDEX "bug_by_updated" ON "bug" USING btree ("workspace_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "bug_by_created" ON "bug" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE INDEX "bug_by_priority" ON "bug" USING btree ("workspace_id","priority_rank","id");--> statement-breakpoint
CREATE INDEX "bug_by_project" ON "bug" USING btree ("workspace_id","project_id","updated_at","id");--> statement-breakpoint
CREATE INDEX "bug_open" ON "bug" USING btree ("workspace_id","project_id") WHERE "bug"."status" in ('OPEN', 'IN_PROGRESS', 'IN_REVIEW', 'REOPENED');--> statement-breakpoint
CREATE INDEX "bug_by_assignee" ON "bug" USING btree ("workspace_id","assignee_type","assignee_id","updated_at","id") WHERE "bug"."assignee_id" is not null;--> statement-breakpoint
CREATE INDEX "artifact_by_capture" ON "artifact" USING btree ("workspace_id","capture_id");--> statement-breakpoint
CREATE INDEX "artifact_by_bug" ON "artifact" USING btree ("workspace_id","bug_id");--> statement-breakpoint
CREATE INDEX "capture_by_bug" ON "capture" USING btree ("workspace_id","bug_id","created_at");--> statement-breakpoint
CREATE INDEX "capture_pending" ON "capture" USING btree ("workspace_id","created_at") WHERE "capture"."status" = 'PENDING';--> statement-breakpoint
CREATE UNIQUE INDEX "capture_idempotency" ON "capture" USING btree ("workspace_id","project_id","idempotency_key") WHERE "capture"."idempotency_key" is not null;--> statement-breakpoint
CREATE INDEX "comment_by_bug" ON "comment" USING btree ("workspace_id","bug_id","created_at","id");--> statement-breakpoint
CREATE INDEX "event_order" ON "event" USING btree ("workspace_id","xid","id");--> statement-breakpoint
CREATE INDEX "bug_label_label" ON "bug_label" USING btree ("workspace_id","label_id");--> statement-breakpoint
CREATE UNIQUE INDEX "label_name" ON "label" USING btree ("workspace_id",lower("name"));--> statement-breakpoint
CREATE INDEX "project_member_principal" ON "project_member" USING btree ("workspace_id","principal_type","principal_id");--> statement-breakpoint
CREATE UNIQUE INDEX "agent_task_one_open" ON "agent_task" USING btree ("workspace_id","bug_id","kind") WHERE "agent_task"."status" in ('QUEUED', 'RUNNING', 'NEEDS_INPUT', 'NEEDS_APPROVAL');--> statement-breakpoint
CREATE INDEX "agent_task_queue" ON "agent_task" USING btree ("workspace_id","assignee_type","assignee_id","priority","queued_at","id") WHERE "agent_task"."status" = 'QUEUED';--> statement-breakpoint
CREATE INDEX "agent_task_leases" ON "agent_task" USING btree ("workspace_id","lease_expires_at") WHERE "agent_task"."status" = 'RUNNING';--> statement-breakpoint
CREATE INDEX "agent_task_by_bug" ON "agent_task" USING btree ("workspace_id","bug_id","created_at");--> statement-breakpoint
CREATE INDEX "agent_task_by_created" ON "agent_task" USING btree ("workspace_id","created_at","id");--> statement-breakpoint
CREATE POLICY "api_key_tenant" ON "api_key" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "activity_tenant" ON "activity" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "agent_tenant" ON "agent" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "audit_entry_tenant" ON "audit_entry" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "idempotency_key_tenant" ON "idempotency_key" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "bug_search_tenant" ON "bug_search" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "bug_tenant" ON "bug" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "artifact_tenant" ON "artifact" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "capture_tenant" ON "capture" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "comment_tenant" ON "comment" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "event_tenant" ON "event" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "bug_label_tenant" ON "bug_label" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "label_tenant" ON "label" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "member_tenant" ON "member" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "principal_tenant" ON "principal" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "project_counter_tenant" ON "project_counter" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "project_member_tenant" ON "project_member" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "project_tenant" ON "project" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "agent_task_tenant" ON "agent_task" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "workspace_own" ON "workspace" AS PERMISSIVE FOR SELECT TO "hawkmoth_app" USING (id = nullif(current_setting('app.workspace_id', true), '')::uuid);