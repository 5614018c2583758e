-- A tsvector addresses one MiB of words and silently mixes up what lies beyond. A bug that has so many keeps the words it has.
CREATE OR REPLACE FUNCTION add_bug_words(workspace uuid, bug uuid, body text) RETURNS void
LANGUAGE sql AS $$
  UPDATE bug_search
  SET tsv = array_to_tsvector(ARRAY(
    SELECT word
    FROM (
      SELECT word, sum(octet_length(word)) OVER (ORDER BY min(age), word) AS bytes
      FROM (
        SELECT unnest(tsvector_to_array(tsv)) AS word, 0 AS age
        UNION ALL
        SELECT unnest(search_words(body)), 1
      ) AS words
      GROUP BY word
    ) AS counted
    WHERE bytes <= 1000000
  ))
  WHERE workspace_id = workspace AND bug_id = bug;
$$;
--> statement-breakpoint
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
