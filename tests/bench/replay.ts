import { performance } from 'node:perf_hooks';
import { Pool } from 'pg';
import { Policy } from '@/domain/policies/policy';
import { gapsIn } from '@/domain/replay/change-kinds';
import type { Tally } from '@/domain/replay/tally';
import type { ServiceContext } from '@/server/context';
import { NOON } from '../factories/snapshot';
import { against, alone, type Measurement } from './report';

/** Decisions that are really made; the rest are their copies. */
const MADE = 10_000;
const SIZE = { small: 10_000, full: 1_000_000 };
const MILLION = 1_000_000;
const DAY = 86_400_000;
/** Turns as long as it takes. */
const FOREVER = 3_600_000;

/**
 * Stored decisions replayed on the product's own road: what a policy cannot change is held back by what it depends on,
 * the rest is read, decided, compared, counted and noted. Baseline: reading the rows with their
 * documents, a page at a time, and doing nothing with them. Under the policy of then all are decided again and every one
 * has to come out as it stands on record, else there is no figure. Processor time is that of this process; the database
 * works beside it. `--full`: a million decisions, under policies that concern few of them.
 */
export async function benchReplay(databaseUrl: string, { isFull }: { isFull: boolean }): Promise<Measurement[]> {
  const { freshWorkspace } = await import('../factories/fresh-workspace');
  const { recordedDecisions } = await import('../factories/recorded-decisions');
  const { activePolicy } = await import('@/server/services/policies');
  const { ctx } = await freshWorkspace({ virtualNow: NOON });
  const live = await activePolicy(ctx);
  await recordedDecisions(ctx, live, MADE);
  const size = isFull ? SIZE.full : SIZE.small;
  await copied(databaseUrl, ctx.workspaceId, size / MADE - 1);
  const { contact, lifecycle, winback, words } = live.document;
  const read = await timed(size, () => readAll(databaseUrl, ctx.workspaceId));
  const measurements: Measurement[] = [alone(`replay: reading ${size} decisions bare`, read.seconds, 's')];
  const narrow = [
    ['another lifecycle threshold', { lifecycle: { ...lifecycle, discountAbove: lifecycle.discountAbove - 0.01 } }],
    ['a lower score for the brand', { words: { ...words, brandScore: words.brandScore - 0.05 } }],
    ['a higher floor of engagement', { contact: { ...contact, engagementFloor: contact.engagementFloor + 0.05 } }],
    ['win-back codes for a day less', { winback: { ...winback, codeHours: winback.codeHours - 24 } }],
  ] as const;
  const broad = [
    ['one e-mail more a week', { contact: { ...contact, emailsPerWindow: contact.emailsPerWindow + 1 } }],
    ['one e-mail a week', { contact: { ...contact, emailsPerWindow: 1 } }],
  ] as const;
  for (const [name, changes] of isFull ? narrow : [...narrow, ...broad]) {
    const document = { ...Policy.parse({ ...live.document, ...changes }) };
    measurements.push(
      ...figures(name, await replayed(ctx, size, { kind: 'document', name, document }), read.perSecond),
    );
  }
  if (isFull) return measurements;
  const same = await replayed(ctx, size, { kind: 'then' });
  if (same.tally.changed > 0 || gapsIn(same.tally) > 0) {
    throw new Error(`Under the policy of then ${same.tally.changed} change and ${gapsIn(same.tally)} have gaps.`);
  }
  return [...measurements, ...figures('the policy of then, all made again', same, read.perSecond)];
}

type Timed = { perSecond: number; seconds: number; cpuSeconds: number };
type Found = Timed & { size: number; tally: Tally };
type Tried = { kind: 'then' } | { kind: 'document'; name: string; document: Record<string, unknown> };

function figures(name: string, { perSecond, cpuSeconds, size, tally }: Found, read: number): Measurement[] {
  const again = size - tally.untouched;
  return [
    against(`replay, ${name}: ${again} made again, ${tally.changed} changed`, perSecond, 'decisions/s', read),
    alone('  a million at that pace', MILLION / perSecond, 's'),
    alone('  processor time of a million', (cpuSeconds / size) * MILLION, 's'),
  ];
}

async function timed(size: number, work: () => Promise<unknown>): Promise<Timed> {
  const [started, before] = [performance.now(), process.cpuUsage()];
  await work();
  const seconds = (performance.now() - started) / 1_000;
  const { user, system } = process.cpuUsage(before);
  return { perSecond: size / seconds, seconds, cpuSeconds: (user + system) / 1_000_000 };
}

async function replayed(ctx: ServiceContext, size: number, tried: Tried): Promise<Found> {
  const { getReplay, replayTurn, startReplay } = await import('@/server/services/replay');
  const period = { from: new Date(ctx.now.getTime() - 400 * DAY), to: ctx.now };
  const { id: runId } = await startReplay(ctx, { tried, ...period }, { isDriven: true });
  const times = await timed(size, () => replayTurn(ctx, { runId, budgetMs: FOREVER }));
  const { tally } = await getReplay(ctx, { runId });
  return { ...times, size, tally };
}

/** Copies of all decisions, each a while before the one it is made of. One trigger has several answers only here. */
async function copied(databaseUrl: string, workspaceId: string, times: number): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  try {
    await pool.query('DROP INDEX decision_workspace_id_agent_id_trigger_key_key');
    await pool.query('CREATE TEMP TABLE made AS SELECT *, id AS old_id FROM decision WHERE workspace_id = $1', [
      workspaceId,
    ]);
    const { rows } = await pool.query<{ columns: string }>(
      `SELECT string_agg(quote_ident(column_name), ', ') AS columns FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name = 'decision'`,
    );
    const columns = rows[0]?.columns ?? '';
    for (let copy = 1; copy <= times; copy++) {
      await pool.query(
        "UPDATE made SET old_id = id, id = gen_random_uuid(), decided_at = decided_at - interval '3 days'",
      );
      await pool.query(`INSERT INTO decision (${columns}) SELECT ${columns} FROM made`);
      await pool.query(
        `INSERT INTO decision_footprint (workspace_id, decision_id, policy_version, code, footprint, spans, outcome,
           probability, expected_value_cents, discount_cents)
         SELECT f.workspace_id, made.id, f.policy_version, f.code, f.footprint, f.spans, f.outcome, f.probability,
           f.expected_value_cents, f.discount_cents
         FROM made JOIN decision_footprint f ON f.workspace_id = made.workspace_id AND f.decision_id = made.old_id`,
      );
    }
    await pool.query('VACUUM ANALYZE decision, decision_footprint');
  } finally {
    await pool.end();
  }
}

/** The rows as a replay without a sieve reads them, for an empty handler. */
async function readAll(databaseUrl: string, workspaceId: string): Promise<void> {
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  try {
    let last: { at: Date; id: string } | null = { at: new Date(0), id: workspaceId };
    while (last) {
      const page: { rows: { at: Date; id: string }[] } = await pool.query({
        name: 'bench-read',
        text: `SELECT id, decided_at AS at, record, specimen_id, snapshot, candidates, chosen, verdicts, reasons FROM decision
          WHERE workspace_id = $1 AND (decided_at, id) > ($2::timestamptz, $3::uuid)
          ORDER BY decided_at, id LIMIT 1000`,
        values: [workspaceId, last.at, last.id],
      });
      last = page.rows.at(-1) ?? null;
    }
  } finally {
    await pool.end();
  }
}
