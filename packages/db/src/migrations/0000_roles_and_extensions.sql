CREATE EXTENSION IF NOT EXISTS pg_trgm;--> statement-breakpoint
CREATE EXTENSION IF NOT EXISTS btree_gin;
--> statement-breakpoint
-- Roles belong to the whole server: another database of it may have made this one already.
DO $$
BEGIN
  CREATE ROLE hawkmoth_app NOLOGIN NOINHERIT NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN
  NULL;
END
$$;
--> statement-breakpoint
-- A login that is no superuser may only change into roles it is a member of.
DO $$
BEGIN
  IF NOT pg_has_role(current_user, 'hawkmoth_app', 'SET') THEN
    EXECUTE format('GRANT hawkmoth_app TO %I', current_user);
  END IF;
END
$$;
--> statement-breakpoint
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO hawkmoth_app;
