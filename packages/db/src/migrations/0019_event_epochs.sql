CREATE TABLE "event_epoch" (
	"epoch" integer PRIMARY KEY NOT NULL,
	"system_identifier" text NOT NULL,
	"began_at" timestamp(3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
INSERT INTO "event_epoch" ("epoch", "system_identifier") SELECT 1, system_identifier::text FROM pg_control_system();
--> statement-breakpoint
CREATE TABLE "event_horizon" (
	"workspace_id" uuid NOT NULL,
	"epoch" integer NOT NULL,
	"xid" "xid8" NOT NULL,
	"event_id" uuid NOT NULL,
	"pruned_at" timestamp(3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "event_horizon_workspace_id_pk" PRIMARY KEY("workspace_id")
);
--> statement-breakpoint
ALTER TABLE "event_horizon" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
DROP INDEX "event_order";--> statement-breakpoint
ALTER TABLE "event" ADD COLUMN "epoch" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "event_horizon" ADD CONSTRAINT "event_horizon_workspace_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspace"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "event_order" ON "event" USING btree ("workspace_id","epoch","xid","id");--> statement-breakpoint
CREATE POLICY "event_keep" ON "event" AS RESTRICTIVE FOR DELETE TO "hawkmoth_app" USING (created_at <= now() - interval '1 day');--> statement-breakpoint
CREATE POLICY "event_horizon_tenant" ON "event_horizon" AS PERMISSIVE FOR ALL TO "hawkmoth_app" USING (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid) WITH CHECK (workspace_id = nullif(current_setting('app.workspace_id', true), '')::uuid);--> statement-breakpoint
ALTER TABLE "event_horizon" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "event_horizon" TO hawkmoth_app;--> statement-breakpoint
GRANT DELETE ON "event" TO hawkmoth_app;--> statement-breakpoint
GRANT SELECT ON "event_epoch" TO hawkmoth_app;--> statement-breakpoint
-- Begins the epoch after the one given, unless a later one has begun. Of several that ask at once, one begins it.
CREATE FUNCTION begin_event_epoch(ended integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  INSERT INTO public.event_epoch (epoch, system_identifier)
  SELECT ended + 1, system_identifier::text FROM pg_control_system()
  WHERE NOT EXISTS (SELECT FROM public.event_epoch WHERE epoch > ended)
  ON CONFLICT DO NOTHING;
  RETURN (SELECT max(epoch) FROM public.event_epoch);
END
$$;
--> statement-breakpoint
-- The epoch of new events. Rows that another cluster wrote are known by its system identifier, and, where only rows were
-- copied, by transaction ids that this cluster has not reached: a row that is visible was written before the snapshot.
-- It is found out once a transaction.
CREATE FUNCTION current_event_epoch() RETURNS integer
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE
  workspace uuid := nullif(current_setting('app.workspace_id', true), '')::uuid;
  latest integer;
  cluster text;
  foreign_epoch integer;
  known text := current_setting('app.event_epoch', true);
BEGIN
  IF known <> '' THEN
    RETURN known::integer;
  END IF;
  SELECT epoch, system_identifier INTO latest, cluster FROM public.event_epoch ORDER BY epoch DESC LIMIT 1;
  SELECT max(epoch) INTO foreign_epoch FROM public.event
  WHERE workspace_id = workspace
    AND (epoch, xid) >= (coalesce(latest, 0), pg_snapshot_xmax(pg_current_snapshot()))
    AND xid IS DISTINCT FROM pg_current_xact_id_if_assigned();
  IF foreign_epoch IS NOT NULL OR cluster IS DISTINCT FROM (SELECT system_identifier::text FROM pg_control_system()) THEN
    latest := public.begin_event_epoch(greatest(latest, foreign_epoch, 0));
  END IF;
  PERFORM set_config('app.event_epoch', latest::text, true);
  RETURN latest;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION begin_event_epoch(integer) FROM PUBLIC;--> statement-breakpoint
REVOKE ALL ON FUNCTION current_event_epoch() FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION begin_event_epoch(integer), current_event_epoch() TO hawkmoth_app;--> statement-breakpoint
ALTER TABLE "event" ALTER COLUMN "epoch" SET DEFAULT current_event_epoch();
