-- Even the owner of a tenant table is bound by its policy.
DO $$
DECLARE tenant text;
BEGIN
  FOR tenant IN
    SELECT relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id'
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relrowsecurity
  LOOP
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', tenant);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO hawkmoth_app', tenant);
  END LOOP;
END
$$;
--> statement-breakpoint
-- History is appended to, never rewritten.
REVOKE UPDATE, DELETE ON activity, event, audit_entry FROM hawkmoth_app;
--> statement-breakpoint
GRANT SELECT ON workspace TO hawkmoth_app;
--> statement-breakpoint
-- The words of a text exactly as searchTerms() of the domain splits a query: letters, digits and underscores.
CREATE FUNCTION search_words(body text) RETURNS text[]
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (
  SELECT coalesce(array_agg(DISTINCT left(word, 100)), '{}')
  FROM regexp_split_to_table(lower(normalize(coalesce(body, ''), NFKC)), '[^[:alnum:]_]+') AS word
  WHERE word <> ''
);
--> statement-breakpoint
CREATE FUNCTION keep_bug_search() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO bug_search (workspace_id, bug_id, tsv)
  VALUES (
    NEW.workspace_id,
    NEW.id,
    array_to_tsvector(search_words(concat_ws(' ', NEW.title, NEW.description, NEW.url, NEW.environment, NEW.reporter_name, NEW.reporter_email)))
  )
  ON CONFLICT (workspace_id, bug_id) DO UPDATE SET tsv = excluded.tsv;
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER bug_search_insert AFTER INSERT ON bug FOR EACH ROW EXECUTE FUNCTION keep_bug_search();
--> statement-breakpoint
CREATE TRIGGER bug_search_update AFTER UPDATE OF title, description, url, environment, reporter_name, reporter_email ON bug
FOR EACH ROW
WHEN ((OLD.title, OLD.description, OLD.url, OLD.environment, OLD.reporter_name, OLD.reporter_email)
  IS DISTINCT FROM (NEW.title, NEW.description, NEW.url, NEW.environment, NEW.reporter_name, NEW.reporter_email))
EXECUTE FUNCTION keep_bug_search();
--> statement-breakpoint
-- The app role may queue a job inside its transaction without any right on the worker's own tables.
CREATE FUNCTION enqueue_job(identifier text, payload json, job_key text DEFAULT NULL, run_at timestamptz DEFAULT NULL) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM graphile_worker.add_job(identifier, payload, run_at => run_at, job_key => job_key);
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION enqueue_job(text, json, text, timestamptz) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION enqueue_job(text, json, text, timestamptz) TO hawkmoth_app;
