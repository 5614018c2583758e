-- A count per request must not wait for the disk, and counters lost in a crash start again at zero.
ALTER TABLE "rate_limit" SET UNLOGGED;
