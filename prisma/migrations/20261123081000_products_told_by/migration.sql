-- What of a product is the word of a browser alone: everybody can read a browser's key.
ALTER TABLE "product" ADD COLUMN     "claimed" TEXT[] DEFAULT ARRAY[]::TEXT[];

-- What was written before is a browser's word where the event that wrote it came with a browser's key.
WITH said AS (
  SELECT p.workspace_id, p.sku, t.field FROM product p
  CROSS JOIN LATERAL (
    SELECT key AS field, value::timestamptz AS at FROM jsonb_each_text(p.field_times)
    WHERE key IN ('name', 'category', 'url', 'imageUrl', 'priceCents')
    UNION ALL SELECT 'firstSeenAt', p.first_seen_at) t
  WHERE EXISTS (SELECT 1 FROM write_key k WHERE k.workspace_id = p.workspace_id AND k.kind = 'browser')
    AND EXISTS (SELECT 1 FROM event e
      JOIN write_key k ON k.workspace_id = e.workspace_id AND k.id = e.key_id AND k.kind = 'browser'
      WHERE e.workspace_id = p.workspace_id AND e.type = 'track' AND e.occurred_at = t.at
        AND (position(p.sku IN e.properties::text) > 0 OR position(chr(34) IN p.sku) > 0 OR position(chr(92) IN p.sku) > 0))
), claims AS (
  SELECT s.workspace_id, s.sku, array_agg(s.field ORDER BY s.field) AS fields FROM said s GROUP BY 1, 2
)
UPDATE product p SET claimed = CASE
  -- That it is there at all is theirs only where nobody else has told anything of it.
  WHEN EXISTS (SELECT 1 FROM jsonb_object_keys(p.field_times) AS told(field) WHERE told.field <> ALL (c.fields))
  THEN array_remove(c.fields, 'firstSeenAt') ELSE c.fields END
FROM claims c WHERE c.workspace_id = p.workspace_id AND c.sku = p.sku;
