-- Orders of the shop, credited or not. Hours in which somebody ordered are counted anew.
ALTER TABLE "kpi_hour" ADD COLUMN "shop_orders" DOUBLE PRECISION NOT NULL DEFAULT 0;

INSERT INTO "kpi_stale" ("workspace_id", "hour")
SELECT DISTINCT "workspace_id", kpi_hour_of("ordered_at") FROM "shop_order";
