import { z } from 'zod';
import { GuardrailId, Severity, Verdict } from '@/domain/guardrails/verdict';
import type { RejudgeCause, RuleChange } from '@/domain/review/rejudged';
import type { ServiceContext } from '../../context';
import type { ReviewRejudgement } from '../../generated/prisma/client';

/** How a waiting decision was judged again; `changes` is empty where every rule says what it said before. */
export type Rejudgement = {
  cause: RejudgeCause;
  wasVersion: number;
  policyVersion: number;
  at: Date;
  changes: RuleChange[];
};

/** The same with what all guardrails say now. */
export type FullRejudgement = Rejudgement & { verdicts: Verdict[] };

const Said = z.object({ verdict: Severity, reason: z.string() }).nullable();
const Changes = z.array(z.object({ guardrail: GuardrailId, rule: z.string(), was: Said, now: Said }));
const Verdicts = z.array(Verdict);

/** How decisions were judged again, by decision; those that never were are left out. */
export async function rejudgementsOf(
  ctx: ServiceContext,
  decisionIds: readonly string[],
): Promise<ReadonlyMap<string, FullRejudgement>> {
  if (decisionIds.length === 0) return new Map();
  const rows = await ctx.db.reviewRejudgement.findMany({
    where: { workspaceId: ctx.workspaceId, decisionId: { in: [...decisionIds] } },
  });
  return new Map(rows.map((row) => [row.decisionId, readRejudgement(row)]));
}

function readRejudgement(row: ReviewRejudgement): FullRejudgement {
  return {
    cause: z.enum(['policy', 'campaign']).parse(row.cause),
    wasVersion: row.wasVersion,
    policyVersion: row.policyVersion,
    at: row.judgedAt,
    changes: Changes.parse(row.changes),
    verdicts: Verdicts.parse(row.verdicts),
  };
}
