CREATE TABLE "bug_fingerprint" (
	"workspace_id" uuid NOT NULL,
	"bug_id" uuid NOT NULL,
	"layer" text NOT NULL,
	"hash" text NOT NULL,
	"text" text NOT NULL,
	CONSTRAINT "bug_fingerprint_workspace_id_bug_id_hash_pk" PRIMARY KEY("workspace_id","bug_id","hash"),
	CONSTRAINT "bug_fingerprint_layer_check" CHECK ("bug_fingerprint"."layer" in ('STACK', 'ERROR', 'REQUEST', 'TARGET', 'ROUTE'))
);
--> statement-breakpoint
ALTER TABLE "bug_fingerprint" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "bug_merge" (
	"workspace_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"bug_id" uuid NOT NULL,
	"into_bug_id" uuid NOT NULL,
	"before" jsonb NOT NULL,
	"version" integer NOT NULL,
	"occurrence_count" integer NOT NULL,
	"actor_type" text NOT NULL,
	"actor_id" uuid,
	"actor_name" text NOT NULL,
	"via" text NOT NULL,
	"client" text,
	"created_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	"undone_at" timestamp(3) with time zone,
	CONSTRAINT "bug_merge_workspace_id_id_pk" PRIMARY KEY("workspace_id","id"),
	CONSTRAINT "bug_merge_actor_type_check" CHECK ("bug_merge"."actor_type" in ('MEMBER', 'AGENT', 'REPORTER', 'INTEGRATION', 'SYSTEM'))
);
--> statement-breakpoint
ALTER TABLE "bug_merge" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "activity" DROP CONSTRAINT "activity_kind_check";--> statement-breakpoint
ALTER TABLE "bug_search" ADD COLUMN "title" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "bug" ADD COLUMN "occurrence_count" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "bug_fingerprint" ADD CONSTRAINT "bug_fingerprint_bug_fk" FOREIGN KEY ("workspace_id","bug_id") REFERENCES "public"."bug"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bug_merge" ADD CONSTRAINT "bug_merge_bug_fk" FOREIGN KEY ("workspace_id","bug_id") REFERENCES "public"."bug"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bug_merge" ADD CONSTRAINT "bug_merge_into_fk" FOREIGN KEY ("workspace_id","into_bug_id") REFERENCES "public"."bug"("workspace_id","id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bug_merge" ADD CONSTRAINT "bug_merge_actor_fk" FOREIGN KEY ("workspace_id","actor_type","actor_id") REFERENCES "public"."principal"("workspace_id","type","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "bug_fingerprint_match" ON "bug_fingerprint" USING btree ("workspace_id","hash","bug_id");--> statement-breakpoint
CREATE UNIQUE INDEX "bug_merge_current" ON "bug_merge" USING btree ("workspace_id","bug_id") WHERE "bug_merge"."undone_at" is null;--> statement-breakpoint
CREATE INDEX "bug_merge_into" ON "bug_merge" USING btree ("workspace_id","into_bug_id");--> statement-breakpoint
CREATE INDEX "bug_search_title" ON "bug_search" USING gin ("workspace_id","title" gin_trgm_ops);--> statement-breakpoint
ALTER TABLE "activity" ADD CONSTRAINT "activity_kind_check" CHECK ("activity"."kind" in ('BUG_CREATED', 'FIELD_CHANGED', 'STATUS_CHANGED', 'ASSIGNEE_CHANGED', 'LABELS_CHANGED', 'COMMENT_ADDED', 'DUPLICATE_MARKED', 'DUPLICATE_UNMARKED', 'CAPTURE_READY', 'CAPTURE_FAILED', 'TASK_QUEUED', 'TASK_CLAIMED', 'TASK_UPDATED', 'TASK_RELEASED', 'TASK_EXPIRED', 'TASK_CANCELLED', 'PROJECT_CREATED', 'PROJECT_UPDATED', 'AGENT_CREATED', 'AGENT_UPDATED', 'KEY_CREATED', 'KEY_REVOKED', 'LABEL_CREATED', 'LABEL_UPDATED', 'LABEL_DELETED', 'WORKSPACE_CREATED', 'PAIRING_APPROVED', 'SUITE_CREATED', 'SUITE_UPDATED', 'CASE_CREATED', 'CASE_UPDATED', 'RUN_CREATED', 'RUN_UPDATED', 'RESULT_SUBMITTED', 'REGRESSION_LINKED', 'REGRESSION_FAILED', 'REGRESSION_PASSED', 'GITHUB_LINKED', 'GITHUB_UNLINKED'));--> statement-breakpoint
ALTER TABLE "bug" ADD CONSTRAINT "bug_occurrence_check" CHECK ("bug"."occurrence_count" >= 1);--> statement-breakpoint
CREATE POLICY "bug_fingerprint_tenant" ON "bug_fingerprint" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
CREATE POLICY "bug_merge_tenant" ON "bug_merge" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
-- Even the owner of a tenant table is bound by its policy.
DO $$
DECLARE tenant text;
BEGIN
  FOREACH tenant IN ARRAY ARRAY['bug_fingerprint', 'bug_merge']
  LOOP
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO hawkmoth_app', tenant);
  END LOOP;
END
$$;
--> statement-breakpoint
CREATE OR REPLACE FUNCTION keep_bug_search() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  own text := concat_ws(' ', NEW.title, NEW.description, NEW.url, NEW.environment, NEW.reporter_name, NEW.reporter_email);
BEGIN
  INSERT INTO bug_search (workspace_id, bug_id, tsv, title)
  VALUES (NEW.workspace_id, NEW.id, array_to_tsvector(search_words(own)), NEW.title)
  ON CONFLICT (workspace_id, bug_id) DO UPDATE SET tsv = excluded.tsv, title = excluded.title;
  IF TG_OP = 'UPDATE' THEN
    PERFORM add_bug_words(NEW.workspace_id, NEW.id, concat_ws(
      ' ',
      (SELECT string_agg(c.body, ' ') FROM comment c WHERE c.workspace_id = NEW.workspace_id AND c.bug_id = NEW.id),
      (SELECT string_agg(k.search_text, ' ') FROM capture k WHERE k.workspace_id = NEW.workspace_id AND k.bug_id = NEW.id)
    ));
  END IF;
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- What is there gets its title; policies of the owner's own would hide every row from this statement.
ALTER TABLE "bug" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "bug_search" NO FORCE ROW LEVEL SECURITY;--> statement-breakpoint
UPDATE "bug_search" SET "title" = "bug"."title" FROM "bug"
WHERE "bug"."workspace_id" = "bug_search"."workspace_id" AND "bug"."id" = "bug_search"."bug_id";--> statement-breakpoint
ALTER TABLE "bug_search" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "bug" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- As for words: comparing trigrams reveals nothing but its answer, and without this mark a policy keeps `%` from its index.
DO $$
BEGIN
  ALTER FUNCTION similarity_op(text, text) LEAKPROOF;
EXCEPTION WHEN insufficient_privilege THEN
  RAISE NOTICE 'similar titles are found without their index: a superuser may run ALTER FUNCTION similarity_op(text, text) LEAKPROOF';
END
$$;
