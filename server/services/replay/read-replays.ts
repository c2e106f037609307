import { z } from 'zod';
import type { Decided } from '@/domain/decisions/decided';
import { Policy } from '@/domain/policies/policy';
import { answerOf } from '@/domain/replay/answer';
import { blindSpots } from '@/domain/replay/blind-spots';
import { CHANGE_KINDS, type ChangeKind } from '@/domain/replay/change-kinds';
import { FIRST_OUTCOMES } from '@/domain/replay/first-outcomes';
import { remake } from '@/domain/replay/replay-decision';
import { totalsOf } from '@/domain/replay/totals';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import type { Prisma } from '../../generated/prisma/client';
import { MomentKey, type Page, pageOf, readCursor, writeCursor } from '../../keyset';
import { activePolicy } from '../policies';
import { loadQuestions, readDecision } from './recorded-decisions';
import { findRun, toChange, toRun } from './to-run';
import type { ReplayedChange, ReplayedReceipt, ReplayedSide, ReplayRun, ReplayRunDetail } from './types';

const MOST_LISTED = 50;

/** The latest replays of the workspace, of one draft where asked. Throws forbidden. */
export async function listReplays(ctx: ServiceContext, { draftId }: { draftId?: string } = {}): Promise<ReplayRun[]> {
  authorise(ctx, 'policies.read');
  const rows = await ctx.db.replayRun.findMany({
    where: { workspaceId: ctx.workspaceId, draftId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: MOST_LISTED,
  });
  return rows.map(toRun);
}

/** One replay with all it found so far. Throws forbidden, and not_found. */
export async function getReplay(ctx: ServiceContext, { runId }: { runId: string }): Promise<ReplayRunDetail> {
  authorise(ctx, 'policies.read');
  const row = await findRun(ctx, runId);
  const tried = row.document === null ? null : Policy.parse(row.document);
  const { document: live } = await activePolicy(ctx);
  const run = toRun(row);
  return {
    ...run,
    currency: ctx.workspace.currency,
    totals: totalsOf(run.tally),
    blindSpots: tried ? blindSpots(live, tried) : [],
  };
}

const Kind = z.enum(Object.keys(CHANGE_KINDS) as [ChangeKind, ...ChangeKind[]]);

/** Which changes; every filter narrows. `areGaps` asks for those that could not be made again instead. */
export const ChangeFilters = z.object({
  runId: z.uuid(),
  kind: Kind.optional(),
  rule: z.string().max(64).optional(),
  from: z.enum(FIRST_OUTCOMES).optional(),
  to: z.enum(FIRST_OUTCOMES).optional(),
  areGaps: z.boolean().optional(),
});
export type ChangeFilters = z.infer<typeof ChangeFilters>;

export const ListChangesInput = ChangeFilters.extend({
  cursor: z.string().max(500).nullish(),
  limit: z.number().int().min(1).max(200).default(50),
});

/** What a replay found, the latest decision first, a page at a time. Throws forbidden, and not_found. */
export async function listReplayChanges(
  ctx: ServiceContext,
  input: z.input<typeof ListChangesInput>,
): Promise<Page<ReplayedChange>> {
  authorise(ctx, 'decisions.read');
  const { cursor, limit, ...filters } = ListChangesInput.parse(input);
  await findRun(ctx, filters.runId);
  const rows = await ctx.db.replayChange.findMany({
    where: { AND: [whereChange(ctx, filters), ...(cursor ? [beforeKey(readCursor(MomentKey, cursor))] : [])] },
    orderBy: [{ decidedAt: 'desc' }, { decisionId: 'desc' }],
    take: limit + 1,
  });
  const page = pageOf(rows, limit, (row) => writeCursor({ at: row.decidedAt.toISOString(), id: row.decisionId }));
  return { ...page, items: page.items.map(toChange) };
}

function whereChange(ctx: ServiceContext, filters: ChangeFilters): Prisma.ReplayChangeWhereInput {
  const { runId, kind, rule, from, to, areGaps } = filters;
  return {
    workspaceId: ctx.workspaceId,
    runId,
    gap: areGaps ? { not: null } : null,
    outcomeBefore: from,
    outcomeAfter: to,
    ...(kind && { kinds: { has: kind } }),
    ...(rule && { rules: { has: rule } }),
  };
}

function beforeKey({ at, id }: z.infer<typeof MomentKey>): Prisma.ReplayChangeWhereInput {
  const decidedAt = new Date(at);
  return { OR: [{ decidedAt: { lt: decidedAt } }, { decidedAt, decisionId: { lt: id } }] };
}

/**
 * One changed decision as it was and as it would be, both made again from its snapshot. Throws forbidden, not_found where
 * the replay did not find it changed, and conflict where this version of the product cannot make it again any more.
 */
export async function getReplayedReceipt(
  ctx: ServiceContext,
  { runId, decisionId }: { runId: string; decisionId: string },
): Promise<ReplayedReceipt> {
  authorise(ctx, 'decisions.read');
  const { id, document } = await findRun(ctx, runId);
  const { workspaceId } = ctx;
  const row = await ctx.db.replayChange.findFirst({ where: { workspaceId, runId: id, decisionId, gap: null } });
  const record = row && (await readDecision(ctx, decisionId));
  if (!row || !record) throw new ServiceError('not_found', 'This replay has no such changed decision.');
  const questions = await loadQuestions(ctx, document === null ? null : Policy.parse(document));
  const replayed = remake(record, questions(record.policyVersion));
  if (replayed.kind === 'gap') throw new ServiceError('conflict', 'This decision cannot be made again any more.');
  return { before: sideOf(replayed.before), after: sideOf(replayed.after), change: toChange(row) };
}

function sideOf(decided: Decided): ReplayedSide {
  const { verdicts, reasons, outcomeReason } = decided;
  return { answer: answerOf(decided), verdicts, reasons, outcomeReason };
}
