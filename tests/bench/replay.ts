import { performance } from 'node:perf_hooks';
import { Policy } from '@/domain/policies/policy';
import { gapsIn } from '@/domain/replay/change-kinds';
import type { ServiceContext } from '@/server/context';
import { NOON } from '../factories/snapshot';
import { against, alone, type Measurement } from './report';

const DECISIONS = 10_000;
const MINUTE = 60_000;
/** As many as the product reads at a time. */
const BATCH = 250;
const MILLION = 1_000_000;
/** Turns as long as it takes. */
const FOREVER = 3_600_000;

/**
 * Stored decisions made again on the product's own road, on one core: read by keyset, decided, compared to the last
 * word, counted and noted in the same transaction. Baseline: reading the same rows and doing nothing with them. Under the
 * policy of then every decision has to come out as it stands on record, else there is no figure.
 */
export async function benchReplay(): Promise<Measurement[]> {
  const { freshWorkspace } = await import('../factories/fresh-workspace');
  const { recordedDecisions } = await import('../factories/recorded-decisions');
  const { activePolicy } = await import('@/server/services/policies');
  const { ctx } = await freshWorkspace({ virtualNow: NOON });
  const live = await activePolicy(ctx);
  await recordedDecisions(ctx, live, DECISIONS);
  const { contact } = live.document;
  const calmer = Policy.parse({ ...live.document, contact: { ...contact, emailsPerWindow: 1 } });
  await readAll(ctx);
  const read = await perSecond(() => readAll(ctx));
  const same = await replayed(ctx, { kind: 'then' });
  if (same.changed > 0 || same.gaps > 0) {
    throw new Error(`Under the policy of then ${same.changed} decisions change and ${same.gaps} cannot be made again.`);
  }
  const other = await replayed(ctx, { kind: 'document', name: 'One e-mail', document: { ...calmer } });
  return [
    against('replay, the policy of then', same.perSecond, 'decisions/s', read),
    against(`replay, a policy that changes ${other.changed} of ${DECISIONS}`, other.perSecond, 'decisions/s', read),
    alone('replay of a million at that pace', MILLION / other.perSecond, 's'),
  ];
}

async function perSecond(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (DECISIONS / (performance.now() - started)) * 1_000;
}

type Found = { perSecond: number; changed: number; gaps: number };

async function replayed(ctx: ServiceContext, tried: Tried): Promise<Found> {
  const { getReplay, replayTurn, startReplay } = await import('@/server/services/replay');
  const period = { from: new Date(ctx.now.getTime() - (DECISIONS + 1) * MINUTE), to: ctx.now };
  const { id: runId } = await startReplay(ctx, { tried, ...period }, { isDriven: true });
  const pace = await perSecond(() => replayTurn(ctx, { runId, budgetMs: FOREVER }));
  const { tally } = await getReplay(ctx, { runId });
  return { perSecond: pace, changed: tally.changed, gaps: gapsIn(tally) };
}

type Tried = { kind: 'then' } | { kind: 'document'; name: string; document: Record<string, unknown> };

/** The rows as a replay reads them, for an empty handler. */
async function readAll(ctx: ServiceContext): Promise<void> {
  const { readDecisions } = await import('@/server/services/replay/recorded-decisions');
  const period = { fromAt: new Date(0), toAt: ctx.now };
  let last: { at: Date; id: string } | null = null;
  do {
    const rows: { decidedAt: Date; id: string }[] = await readDecisions(ctx, period, last, BATCH);
    const end = rows.at(-1);
    last = end ? { at: end.decidedAt, id: end.id } : null;
  } while (last);
}
