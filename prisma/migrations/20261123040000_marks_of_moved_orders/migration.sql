-- Whether an order is its customer's first changes with every one before it, also with several that move at once when two
-- customers become one: each later order may have been the first until then, and is due a year on.
CREATE OR REPLACE FUNCTION kpi_mark_orders(workspace uuid, customer uuid, since timestamptz) RETURNS void LANGUAGE sql AS $$
  INSERT INTO kpi_stale (workspace_id, hour)
  SELECT workspace, kpi_hour_of(since)
  UNION SELECT workspace, kpi_hour_of(since + interval '365 days')
  UNION SELECT workspace, kpi_hour_of(at) FROM shop_order o
    CROSS JOIN LATERAL unnest(ARRAY[o.ordered_at, o.ordered_at + interval '365 days']) AS at
    WHERE o.workspace_id = workspace AND o.customer_id = customer AND o.ordered_at >= since
  UNION SELECT workspace, kpi_hour_of(first.ordered_at + interval '365 days') FROM (
    SELECT o.ordered_at FROM shop_order o WHERE o.workspace_id = workspace AND o.customer_id = customer
    ORDER BY o.ordered_at LIMIT 1) first
  UNION SELECT workspace, kpi_hour_of(m.delivered_at) FROM message m
    WHERE m.workspace_id = workspace AND m.customer_id = customer
      AND m.delivered_at >= since - interval '30 days' AND m.delivered_at < since
$$;

-- Sums that may have stood still since orders moved are counted again.
INSERT INTO kpi_stale (workspace_id, hour) SELECT DISTINCT workspace_id, hour FROM kpi_hour WHERE retention_due <> 0;
