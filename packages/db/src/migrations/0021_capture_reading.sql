ALTER TABLE "capture" ADD COLUMN "epoch_ms" double precision;--> statement-breakpoint
ALTER TABLE "capture" ADD COLUMN "is_retryable" boolean DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE "capture" ADD COLUMN "started_at" timestamp(3) with time zone;--> statement-breakpoint
CREATE INDEX "artifact_original" ON "artifact" USING btree ("workspace_id","capture_id") WHERE "artifact"."kind" in ('LOGS', 'REPLAY');--> statement-breakpoint
CREATE INDEX "capture_unread" ON "capture" USING btree ("workspace_id","completed_at") WHERE "capture"."status" in ('UPLOADED', 'PROCESSING', 'FAILED');