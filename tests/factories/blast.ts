import type { Client } from 'pg';
import type { ServiceContext } from '@/server/context';
import { asOwner } from '../harness/as-owner';
import { consentingCustomer, queuedTouch } from './touch';

const CHUNK = 5_000;

/**
 * Queues one message for each of so many customers, `blast-<n>@customers.example`, all due at `ctx.now`. One is made as
 * the product makes it and copied inside the database: a hundred thousand are there within minutes. Tracked links in the
 * copies lead to the first.
 */
export async function queuedBlast(ctx: ServiceContext, count: number): Promise<void> {
  const customer = await consentingCustomer(ctx, { email: 'blast-0@customers.example' });
  const first = await queuedTouch(ctx, { customer });
  await asOwner(async (client) => {
    for (let from = 1; from < count; from += CHUNK) {
      await copy(client, ctx.workspaceId, first, from, Math.min(from + CHUNK, count) - 1);
    }
    await client.query('ANALYZE customer, consent_event, decision, message');
  });
}

type First = { messageId: string; decisionId: string; customerId: string };

async function copy(client: Client, workspaceId: string, first: First, from: number, to: number): Promise<void> {
  await client.query('DROP TABLE IF EXISTS blast');
  await client.query(
    `CREATE TEMP TABLE blast AS
     SELECT gen_random_uuid() AS customer_id, gen_random_uuid() AS decision_id, gen_random_uuid() AS message_id,
       'blast-' || n || '@customers.example' AS address
     FROM generate_series(${from}::int, ${to}::int) n`,
  );
  const { messageId, decisionId, customerId } = first;
  await client.query(
    `INSERT INTO customer SELECT made.* FROM customer o, blast b, jsonb_populate_record(o, jsonb_build_object(
       'id', b.customer_id, 'email', b.address, 'subject_ref', gen_random_uuid())) made
     WHERE o.workspace_id = $1 AND o.id = $2`,
    [workspaceId, customerId],
  );
  await client.query(
    `INSERT INTO consent_event SELECT made.* FROM consent_event o, blast b, jsonb_populate_record(o, jsonb_build_object(
       'id', gen_random_uuid(), 'customer_id', b.customer_id, 'evidence', 'test:' || b.customer_id)) made
     WHERE o.workspace_id = $1 AND o.customer_id = $2 AND o.channel = 'email'`,
    [workspaceId, customerId],
  );
  await client.query(
    `INSERT INTO decision SELECT made.* FROM decision o, blast b, jsonb_populate_record(o, jsonb_build_object(
       'id', b.decision_id, 'customer_id', b.customer_id, 'trigger_key', b.decision_id,
       'snapshot', replace(o.snapshot::text, o.customer_id::text, b.customer_id::text)::jsonb)) made
     WHERE o.workspace_id = $1 AND o.id = $2`,
    [workspaceId, decisionId],
  );
  await client.query(
    `INSERT INTO message SELECT made.* FROM message o, blast b, jsonb_populate_record(o, jsonb_build_object(
       'id', b.message_id, 'decision_id', b.decision_id, 'customer_id', b.customer_id, 'to_address', b.address,
       'idempotency_key', b.decision_id,
       'headers', replace(replace(o.headers::text, o.id::text, b.message_id::text), o.to_address, b.address)::jsonb)) made
     WHERE o.workspace_id = $1 AND o.id = $2`,
    [workspaceId, messageId],
  );
}
