ALTER TABLE "bug_fingerprint" DROP CONSTRAINT "bug_fingerprint_layer_check";--> statement-breakpoint
DROP INDEX "bug_search_title";--> statement-breakpoint
ALTER TABLE "bug_search" DROP COLUMN "title";--> statement-breakpoint
ALTER TABLE "bug_fingerprint" ADD CONSTRAINT "bug_fingerprint_layer_check" CHECK ("bug_fingerprint"."layer" in ('STACK', 'ERROR', 'REQUEST', 'TARGET', 'ROUTE', 'TITLE'));--> statement-breakpoint
-- Titles are found by bands of bug_fingerprint, with the rights of any login; the words stay where they were.
CREATE OR REPLACE FUNCTION keep_bug_search() RETURNS trigger
LANGUAGE plpgsql AS $$
DECLARE
  own text := concat_ws(' ', NEW.title, NEW.description, NEW.url, NEW.environment, NEW.reporter_name, NEW.reporter_email);
BEGIN
  INSERT INTO bug_search (workspace_id, bug_id, tsv)
  VALUES (NEW.workspace_id, NEW.id, array_to_tsvector(search_words(own)))
  ON CONFLICT (workspace_id, bug_id) DO UPDATE SET tsv = excluded.tsv;
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
DO $$
BEGIN
  ALTER FUNCTION similarity_op(text, text) NOT LEAKPROOF;
EXCEPTION WHEN insufficient_privilege THEN
  NULL;
END
$$;
