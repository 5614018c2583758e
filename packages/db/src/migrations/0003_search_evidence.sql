ALTER TABLE "capture" ADD COLUMN "search_text" text;
--> statement-breakpoint
-- All words of a bug: its own fields, what was said about it, and what its captures hold.
CREATE OR REPLACE FUNCTION keep_bug_search() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO bug_search (workspace_id, bug_id, tsv)
  VALUES (
    NEW.workspace_id,
    NEW.id,
    array_to_tsvector(search_words(concat_ws(
      ' ', NEW.title, NEW.description, NEW.url, NEW.environment, NEW.reporter_name, NEW.reporter_email,
      (SELECT string_agg(c.body, ' ') FROM comment c WHERE c.workspace_id = NEW.workspace_id AND c.bug_id = NEW.id),
      (SELECT string_agg(k.search_text, ' ') FROM capture k WHERE k.workspace_id = NEW.workspace_id AND k.bug_id = NEW.id)
    )))
  )
  ON CONFLICT (workspace_id, bug_id) DO UPDATE SET tsv = excluded.tsv;
  RETURN NULL;
END
$$;
--> statement-breakpoint
-- New words join those that are there, so that a long discussion costs no more than its newest part.
CREATE FUNCTION add_bug_words(workspace uuid, bug uuid, body text) RETURNS void
LANGUAGE sql AS $$
  UPDATE bug_search
  SET tsv = array_to_tsvector(ARRAY(SELECT DISTINCT unnest(tsvector_to_array(tsv) || search_words(body))))
  WHERE workspace_id = workspace AND bug_id = bug;
$$;
--> statement-breakpoint
CREATE FUNCTION keep_comment_search() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM add_bug_words(NEW.workspace_id, NEW.bug_id, NEW.body);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER comment_search AFTER INSERT ON comment FOR EACH ROW EXECUTE FUNCTION keep_comment_search();
--> statement-breakpoint
CREATE FUNCTION keep_capture_search() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
  PERFORM add_bug_words(NEW.workspace_id, NEW.bug_id, NEW.search_text);
  RETURN NULL;
END
$$;
--> statement-breakpoint
CREATE TRIGGER capture_search AFTER UPDATE OF search_text ON capture
FOR EACH ROW
WHEN (NEW.bug_id IS NOT NULL AND NEW.search_text IS NOT NULL)
EXECUTE FUNCTION keep_capture_search();
