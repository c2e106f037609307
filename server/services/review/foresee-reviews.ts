import { z } from 'zod';
import { WAITING_TO_LEAVE } from '@/domain/decisions/outcome';
import type { Policy } from '@/domain/policies/policy';
import { authorise, type ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';
import { recheck, reexamine } from '../guardrails';
import { activePolicy, getDraft, getVersion } from '../policies';
import { wholeRows } from '../records';
import { type Fate, fateOf, isRevivable } from './fates';

/** Decisions judged for one answer: a person waits for it. Those past it are counted, not judged. */
const MOST = 200;

export const ForeseeReviewsInput = z.object({
  tried: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('draft'), draftId: z.uuid() }),
    z.object({ kind: z.literal('version'), version: z.number().int().min(1).max(2_147_483_647) }),
  ]),
});

/** A part of the inbox: of `total` decisions `judged` were looked at, fewer only where there are very many. */
type LookedAt = { total: number; judged: number };

/** What a policy would do to the inbox and to what has left it; where not all were judged, each figure is the least there will be. */
export type Foreseen = {
  /** What waits: `blocked` would leave the inbox unsent, `changed` would wait on with other verdicts. */
  waiting: LookedAt & { blocked: number; changed: number };
  /** What was blocked while it waited, its moment yet to pass: `revived` would wait again. */
  held: LookedAt & { revived: number };
  /** What is approved or scheduled and has yet to leave: `stopped` would not, though it would under the policy in force. */
  leaving: LookedAt & { stopped: number };
};

/** Judges what waits by a draft or an older version, as putting it in force would; keeps nothing. Throws forbidden, not_found. */
export async function foreseeReviews(
  ctx: ServiceContext,
  input: z.input<typeof ForeseeReviewsInput>,
): Promise<Foreseen> {
  authorise(ctx, 'policies.activate');
  const { tried } = ForeseeReviewsInput.parse(input);
  const { document } = tried.kind === 'draft' ? await getDraft(ctx, tried) : await getVersion(ctx, tried);
  const [waiting, held, leaving] = await Promise.all([findWaiting(ctx), findHeld(ctx), findLeaving(ctx)]);
  const fates = await fatesUnder(ctx, document, waiting);
  const revivals = await fatesUnder(ctx, document, held);
  return {
    waiting: {
      ...lookedAt(waiting),
      blocked: fates.filter(({ end }) => end?.outcome === 'blocked').length,
      changed: fates.filter(({ end, changes }) => !end && changes.length > 0).length,
    },
    held: { ...lookedAt(held), revived: revivals.filter(({ end }) => !end).length },
    leaving: { ...lookedAt(leaving), stopped: await stoppedUnder(ctx, document, leaving) },
  };
}

type Row = { id: string; judged: unknown; total: number };

function lookedAt(rows: readonly Row[]): LookedAt {
  return { total: rows[0]?.total ?? 0, judged: rows.length };
}

function findWaiting(ctx: ServiceContext): Promise<Row[]> {
  return ctx.db.$queryRaw<Row[]>`
    SELECT d.id, j.verdicts AS judged, count(*) OVER ()::int AS total
    FROM decision d LEFT JOIN review_rejudgement j ON j.workspace_id = d.workspace_id AND j.decision_id = d.id
    WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND d.outcome = 'in_review' AND d.review_by > ${ctx.now}
    ORDER BY d.review_by, d.id LIMIT ${MOST}`;
}

function findHeld(ctx: ServiceContext): Promise<Row[]> {
  return ctx.db.$queryRaw<Row[]>`
    SELECT d.id, j.verdicts AS judged, count(*) OVER ()::int AS total
    FROM review_rejudgement j JOIN decision d ON d.workspace_id = j.workspace_id AND d.id = j.decision_id
    WHERE j.workspace_id = ${ctx.workspaceId}::uuid AND ${isRevivable(ctx)}
    ORDER BY d.review_by, d.id LIMIT ${MOST}`;
}

function findLeaving(ctx: ServiceContext): Promise<Row[]> {
  return ctx.db.$queryRaw<Row[]>`
    SELECT d.id, NULL AS judged, count(*) OVER ()::int AS total FROM decision d
    WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND d.outcome IN (${Prisma.join(WAITING_TO_LEAVE)})
    ORDER BY d.send_at, d.id LIMIT ${MOST}`;
}

/** How many would be stopped when their moment comes that the policy in force lets go: both are asked as of now. */
async function stoppedUnder(ctx: ServiceContext, document: Policy, found: readonly Row[]): Promise<number> {
  if (found.length === 0) return 0;
  const ids = found.map(({ id }) => id);
  const { version } = await activePolicy(ctx);
  const now = await recheck(ctx.db, ctx, ids);
  const tried = await recheck(ctx.db, ctx, ids, { version, document });
  return ids.filter((id) => tried.get(id)?.kind === 'stop' && now.get(id)?.kind !== 'stop').length;
}

async function fatesUnder(ctx: ServiceContext, document: Policy, found: readonly Row[]): Promise<Fate[]> {
  if (found.length === 0) return [];
  const { version } = await activePolicy(ctx);
  const rows = await ctx.db.decision.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: found.map(({ id }) => id) } },
  });
  const decisions = await wholeRows(ctx.db, ctx, rows);
  // The version it would get is not known, and no rule asks for it.
  const examined = await reexamine(ctx.db, ctx, decisions, { lockBudgets: false, policy: { version, document } });
  const judged = new Map(found.map((row) => [row.id, row.judged]));
  return decisions.map((decision) => fateOf(decision, judged.get(decision.id), examined.get(decision.id)));
}
