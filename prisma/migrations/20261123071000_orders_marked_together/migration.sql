-- The orders that one statement brings are marked together: what kpi_mark_orders marks for each customer, each hour once
-- however many customers it concerns. A file of orders marked the same few hours again for each of its customers.
CREATE OR REPLACE FUNCTION kpi_orders() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  WITH since AS MATERIALIZED (
    SELECT workspace_id, customer_id, min(ordered_at) AS first_at FROM changed GROUP BY 1, 2)
  INSERT INTO kpi_stale (workspace_id, hour)
    SELECT c.workspace_id, kpi_hour_of(moment.at) FROM changed c
      CROSS JOIN LATERAL unnest(ARRAY[c.ordered_at, c.ordered_at + interval '365 days']) AS moment(at)
    -- Asked customer by customer (that is what OFFSET 0 is for), since a plan made for few is kept for many.
    UNION SELECT s.workspace_id, kpi_hour_of(moment.at) FROM since s
      CROSS JOIN LATERAL (
        SELECT o.ordered_at FROM shop_order o WHERE o.workspace_id = s.workspace_id AND o.customer_id = s.customer_id
          AND o.ordered_at >= s.first_at OFFSET 0) later
      CROSS JOIN LATERAL unnest(ARRAY[later.ordered_at, later.ordered_at + interval '365 days']) AS moment(at)
    UNION SELECT s.workspace_id, kpi_hour_of(earliest.ordered_at + interval '365 days') FROM since s
      CROSS JOIN LATERAL (
        SELECT o.ordered_at FROM shop_order o WHERE o.workspace_id = s.workspace_id AND o.customer_id = s.customer_id
        ORDER BY o.ordered_at LIMIT 1) earliest
    UNION SELECT m.workspace_id, kpi_hour_of(m.delivered_at) FROM changed c
      JOIN message m ON m.workspace_id = c.workspace_id AND m.customer_id = c.customer_id
        AND m.delivered_at >= c.ordered_at - interval '30 days' AND m.delivered_at < c.ordered_at;
  RETURN NULL;
END $$;
