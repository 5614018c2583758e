-- Roles belong to the whole server: another database of it may have made these already.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['hawkmoth_service', 'hawkmoth_sign_in'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN NOBYPASSRLS', wanted);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      NULL;
    END;
  END LOOP;
END
$$;
--> statement-breakpoint
-- The service may change into the app role and has none of its rights before.
DO $$
BEGIN
  IF NOT pg_has_role('hawkmoth_service', 'hawkmoth_app', 'SET') THEN
    GRANT hawkmoth_app TO hawkmoth_service WITH INHERIT FALSE, SET TRUE;
  END IF;
END
$$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO hawkmoth_service, hawkmoth_sign_in;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE ON "user" TO hawkmoth_service, hawkmoth_sign_in;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "session" TO hawkmoth_service, hawkmoth_sign_in;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "account", "verification_token" TO hawkmoth_sign_in;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "rate_limit" TO hawkmoth_service, hawkmoth_sign_in;--> statement-breakpoint
GRANT SELECT, INSERT ON "workspace" TO hawkmoth_service;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "user_workspace", "api_key_directory", "pairing", "oauth_artefact", "server_key" TO hawkmoth_service;--> statement-breakpoint
CREATE POLICY "workspace_directory" ON "workspace" AS PERMISSIVE FOR ALL TO "hawkmoth_service" USING (true) WITH CHECK (true);--> statement-breakpoint
-- A job is queued for a capture of the caller's own workspace or not at all; its key and its payload are made here, so
-- that nobody replaces the job of another workspace.
DROP FUNCTION enqueue_job(text, json, text, timestamptz);
--> statement-breakpoint
CREATE FUNCTION enqueue_job(identifier text, payload json, run_at timestamptz DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  workspace uuid := nullif(current_setting('app.workspace_id', true), '')::uuid;
  capture uuid := (payload ->> 'capture_id')::uuid;
BEGIN
  IF identifier IS DISTINCT FROM 'process_capture' THEN
    RAISE EXCEPTION 'there is no job %', identifier USING ERRCODE = 'undefined_object';
  END IF;
  PERFORM FROM public.capture AS own
  WHERE own.workspace_id = workspace AND own.id = capture AND workspace = (payload ->> 'workspace_id')::uuid;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'the capture is not one of this workspace' USING ERRCODE = 'insufficient_privilege';
  END IF;
  PERFORM graphile_worker.add_job(
    identifier,
    json_build_object('workspace_id', workspace, 'capture_id', capture),
    run_at => run_at,
    job_key => format('%s:%s:%s', identifier, workspace, capture)
  );
END
$$;
--> statement-breakpoint
-- The function runs as the owner of the tables, whom their policies bind: it sees captures of the caller's workspace.
CREATE POLICY capture_of_job ON capture FOR SELECT TO CURRENT_USER
USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);
--> statement-breakpoint
REVOKE ALL ON FUNCTION enqueue_job(text, json, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION enqueue_job(text, json, timestamptz) TO hawkmoth_app;
