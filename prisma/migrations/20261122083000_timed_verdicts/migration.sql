-- Verdicts on decisions that nobody opened took no time that can be measured: they count no more, so every hour that
-- counted one is told anew.
INSERT INTO "kpi_stale" ("workspace_id", "hour")
SELECT DISTINCT "workspace_id", "hour" FROM "kpi_hour" WHERE "verdicts" <> 0;
