ALTER TABLE "oauth_grant" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON "oauth_grant" TO hawkmoth_app;
