import { performance } from 'node:perf_hooks';
import { Client } from 'pg';
import { v7 } from 'uuid';
import type { ServiceContext } from '@/server/context';
import { against, type Measurement } from './report';

const CUSTOMERS = 3_000;
/** Rows of one bare statement: as many as the sweep stores at a time. */
const AT_ONCE = 50;
const DAY = 86_400_000;

/**
 * Decisions made and kept: customers found dormant, locked, read, decided with all seven guardrails, stored with their
 * snapshot, audited in the chain, each batch one transaction. Baseline: the same decision rows by bare INSERT.
 */
export async function benchStore(databaseUrl: string): Promise<Measurement[]> {
  const { freshWorkspace } = await import('../factories/fresh-workspace');
  const { decideDormant } = await import('@/server/services/decisions');
  const { ctx } = await freshWorkspace();
  await dormantCustomers(ctx);
  const kept = await perSecond(async () => {
    const { decided } = await decideDormant(ctx, { limit: CUSTOMERS });
    if (decided !== CUSTOMERS) throw new Error(`Of ${CUSTOMERS} dormant customers ${decided} were decided on.`);
  });
  return [against('decisions made and kept', kept, 'decisions/s', await insertBare(databaseUrl, ctx.workspaceId))];
}

async function perSecond(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return (CUSTOMERS / (performance.now() - started)) * 1_000;
}

/** People who ordered twice, said yes to e-mail, and have not been seen for a hundred days. */
async function dormantCustomers(ctx: ServiceContext): Promise<void> {
  const { workspaceId } = ctx;
  const before = (days: number) => new Date(ctx.now.getTime() - days * DAY);
  const ids = Array.from({ length: CUSTOMERS }, () => v7());
  await ctx.db.customer.createMany({
    data: ids.map((id) => ({
      id,
      workspaceId,
      externalId: `shop-${id}`,
      email: `${id}@shoppers.example`,
      firstName: 'Ida',
      country: 'GB',
      timezone: 'Europe/London',
      firstSeenAt: before(300),
      lastSeenAt: before(100),
      signedUpAt: before(300),
      lastEngagedAt: before(100),
      lastOrderAt: before(100),
      orderCount: 2,
      lifetimeValueCents: 20_000,
      stage: 'dormant',
      engagementPoints: 1.5,
      engagementAt: before(100),
      subjectRef: v7(),
    })),
  });
  await ctx.db.consentEvent.createMany({
    data: ids.map((customerId) => ({
      id: v7(),
      workspaceId,
      customerId,
      channel: 'email',
      purpose: 'marketing',
      status: 'granted',
      lawfulBasis: 'consent',
      source: 'checkout checkbox',
      textVersion: '2026-01',
      actor: 'customer',
      occurredAt: before(30),
      evidence: `bench:${customerId}`,
    })),
  });
}

/** The rows of the decisions once more, into a table of the same columns and indexes that nothing else looks at. */
async function insertBare(databaseUrl: string, workspaceId: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('CREATE TABLE bare_decision (LIKE decision INCLUDING DEFAULTS INCLUDING INDEXES)');
    const { rows } = await client.query<{ row: unknown }>(
      'SELECT to_jsonb(decision) AS row FROM decision WHERE workspace_id = $1',
      [workspaceId],
    );
    return await perSecond(async () => {
      for (let start = 0; start < rows.length; start += AT_ONCE) {
        const batch = rows.slice(start, start + AT_ONCE).map(({ row }) => row);
        await client.query(
          'INSERT INTO bare_decision SELECT * FROM jsonb_populate_recordset(NULL::bare_decision, $1)',
          [JSON.stringify(batch)],
        );
      }
    });
  } finally {
    await client.end();
  }
}
