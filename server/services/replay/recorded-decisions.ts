import { Policy } from '@/domain/policies/policy';
import { firstDifference } from '@/domain/replay/first-difference';
import type { Question, Replayable } from '@/domain/replay/replay-decision';
import type { ServiceContext } from '../../context';
import type { Prisma } from '../../generated/prisma/client';

/** A decision as it stands on record, with what it takes to make it again. */
export type RecordedDecision = Replayable & { id: string; decidedAt: Date; policyVersion: number };

const COLUMNS = {
  id: true,
  decidedAt: true,
  agentId: true,
  triggerKey: true,
  summary: true,
  heldOut: true,
  autonomyLevel: true,
  reviewBy: true,
  reviewedAt: true,
  chosen: true,
  candidates: true,
  verdicts: true,
  reasons: true,
  snapshot: true,
  policyVersion: true,
  modelVersions: true,
} as const satisfies Prisma.DecisionSelect;

/** Decisions with all they were made on, earliest first. */
export async function readDecisions(
  ctx: ServiceContext,
  where: Prisma.DecisionWhereInput,
  take: number,
): Promise<RecordedDecision[]> {
  const rows = await ctx.db.decision.findMany({
    where: { ...where, workspaceId: ctx.workspaceId },
    select: COLUMNS,
    orderBy: [{ decidedAt: 'asc' }, { id: 'asc' }],
    take,
  });
  return rows.map(({ reviewedAt, ...row }) => ({ ...row, isReviewed: reviewedAt !== null }));
}

/** What to ask of a decision by the version it was made under. */
export type Questions = (policyVersion: number) => Question;

/**
 * The policies of then beside the one that is tried (null: those of then). Where both say the same the one of then is
 * asked, so that nothing is decided twice.
 */
export async function loadQuestions(ctx: ServiceContext, tried: Policy | null): Promise<Questions> {
  const rows = await ctx.db.policyVersion.findMany({ where: { workspaceId: ctx.workspaceId } });
  const questions = new Map<number, Question>();
  for (const { version, document } of rows) {
    const parsed = Policy.safeParse(document);
    const then = parsed.success ? parsed.data : null;
    const isSame = tried !== null && firstDifference(then, tried) === null;
    questions.set(version, { original: then, tried: isSame ? null : tried });
  }
  return (policyVersion) => questions.get(policyVersion) ?? { original: null, tried };
}
