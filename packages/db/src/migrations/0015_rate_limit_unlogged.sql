-- Counters of a minute or an hour may start again after a crash of Postgres. Without write-ahead log no request waits
-- for the disk because it was counted.
ALTER TABLE "rate_limit" SET UNLOGGED;
