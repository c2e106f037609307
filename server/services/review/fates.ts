import { blockingFindings } from '@/domain/decisions/judge-candidate';
import type { Verdict } from '@/domain/guardrails/verdict';
import { changesBetween, type RuleChange } from '@/domain/review/rejudged';
import type { ServiceContext } from '../../context';
import { type Decision, Prisma } from '../../generated/prisma/client';
import { readVerdicts } from '../decisions';
import type { Reexamined } from '../guardrails';

/** What becomes of a decision that is judged again; `end` is null where it waits for a person. */
export type Fate = {
  verdicts: Verdict[];
  changes: RuleChange[];
  end: { outcome: 'blocked' | 'cancelled'; reason: string } | null;
};

/** What becomes of a decision by what was found now; `judged` is what was said when it was last judged again, if it was. */
export function fateOf(decision: Decision, judged: unknown, found: Reexamined | undefined): Fate {
  const before = readVerdicts(judged ?? decision.verdicts);
  if (!found) {
    const end = { outcome: 'blocked', reason: 'It cannot be checked again.' } as const;
    return { verdicts: before, changes: [], end };
  }
  const { verdicts } = found.judged;
  const changes = changesBetween(before, verdicts);
  if (found.overtaken) {
    return { verdicts, changes, end: { outcome: 'cancelled', reason: found.overtaken.reason } };
  }
  const blocking = blockingFindings(verdicts);
  if (blocking.length === 0) return { verdicts, changes, end: null };
  const reason = blocking.map((finding) => finding.reason).join(' ');
  return { verdicts, changes, end: { outcome: 'blocked', reason } };
}

/**
 * A decision `d` that was blocked when it was judged again (`j`), by no person's verdict: its moment has not passed, and
 * nothing that was decided for the customer since waits or has been sent.
 */
export function isRevivable({ workspaceId, now }: ServiceContext): Prisma.Sql {
  return Prisma.sql`d.outcome = 'blocked' AND d.reviewed_at IS NULL AND d.review_by > ${now}
    AND NOT EXISTS (SELECT 1 FROM decision s WHERE s.workspace_id = ${workspaceId}::uuid
      AND s.customer_id = d.customer_id AND s.decided_at > j.judged_at
      AND s.outcome IN ('in_review', 'scheduled', 'approved', 'edited', 'executed'))`;
}
