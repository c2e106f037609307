import { v7 } from 'uuid';
import { plainSql } from '@/server/bound-client';
import type { ServiceContext } from '@/server/context';

/** Written by the database itself: a blast that is filled up while others are timed must not take this process's time. */
const CUSTOMERS = `
  INSERT INTO customer (workspace_id, id, external_id, email, first_name, country, timezone, first_seen_at, last_seen_at,
    signed_up_at, last_engaged_at, last_order_at, order_count, lifetime_value_cents, stage, engagement_points,
    engagement_at, subject_ref, updated_at)
  SELECT $1, id, 'shop-' || id, id || '@shoppers.example', 'Ida', 'GB', 'Europe/London', now - interval '300 days', ago,
    now - interval '300 days', ago, ago, 2, 20000, 'dormant', 1.5, ago, gen_random_uuid(), now
  FROM unnest($2::uuid[]) AS id, (SELECT $3::timestamptz AS now, $3::timestamptz - interval '100 days' AS ago) AS clock`;
const CONSENTS = `
  INSERT INTO consent_event (workspace_id, id, customer_id, channel, purpose, status, lawful_basis, source, text_version,
    actor, occurred_at, evidence)
  SELECT $1, gen_random_uuid(), id, 'email', 'marketing', 'granted', 'consent', 'checkout checkbox', '2026-01',
    'customer', $3::timestamptz - interval '30 days', 'bench:' || id
  FROM unnest($2::uuid[]) AS id`;

/** People who ordered twice, said yes to e-mail, and have not been seen for a hundred days. */
export async function dormantCustomers(ctx: ServiceContext, count: number): Promise<void> {
  const values = [ctx.workspaceId, Array.from({ length: count }, () => v7()), ctx.now];
  await plainSql(ctx.db).query({ text: CUSTOMERS, values });
  await plainSql(ctx.db).query({ text: CONSENTS, values });
}
