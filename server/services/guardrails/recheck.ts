import { LEVEL_NAMES } from '@/domain/autonomy/autonomy';
import { isAlwaysReviewed, levelInForce } from '@/domain/autonomy/level-in-force';
import { blockingFindings } from '@/domain/decisions/judge-candidate';
import type { Outcome } from '@/domain/decisions/outcome';
import { stopCovering } from '@/domain/decisions/stops';
import { overall } from '@/domain/guardrails/registry';
import type { PolicyInForce } from '@/domain/policies/in-force';
import { after, HOUR } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { type Reexaminable, type Reexamined, reexamine } from './reexamine';

/**
 * Whether a message may leave now. `stop`: never, and what becomes of its decision. `later`: not before `until`; a kill
 * switch answers so too, for as long as it holds, and a channel's budget until its window has moved on.
 */
export type Recheck =
  | { kind: 'go' }
  | { kind: 'later'; until: Date; reason: string }
  | { kind: 'stop'; outcome: Extract<Outcome, 'cancelled' | 'blocked'>; code: string; reason: string };

/** How long a message under a kill switch, or for which a budget does not pay yet, rests before it is looked at again. */
const REST_MS = HOUR;

/**
 * Judges decisions again right before their messages leave, in the claiming transaction. The caller writes what follows
 * (message, decision, audit entry); codes of decisions that came to nothing are released by `expireOffers`. A decision
 * that cannot be judged is stopped. Under the policy in force, or under another that is tried (`policy`).
 */
export async function recheck(
  tx: Db,
  ctx: ServiceContext,
  decisionIds: readonly string[],
  policy?: PolicyInForce,
): Promise<Map<string, Recheck>> {
  const decisions = await tx.decision.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: [...decisionIds] } },
    select: { id: true, customerId: true, outcome: true, decidedAt: true, snapshot: true, chosen: true },
  });
  const examined = await reexamine(tx, ctx, decisions, { lockBudgets: false, ...(policy && { policy }) });
  const byId = new Map(decisions.map((decision) => [decision.id, decision]));
  return new Map(decisionIds.map((id) => [id, answer(byId.get(id), examined.get(id), ctx.now)]));
}

function answer(decision: Reexaminable | undefined, found: Reexamined | undefined, now: Date): Recheck {
  if (!decision || !found) {
    return { kind: 'stop', outcome: 'blocked', code: 'unreadable', reason: 'The decision cannot be checked again.' };
  }
  if (found.overtaken) return { kind: 'stop', outcome: 'cancelled', ...found.overtaken };
  const stop = stopCovering(found.snapshot.stops, found.candidate);
  if (stop) return { kind: 'later', until: after(now, REST_MS), reason: `Sending is stopped (${stop.scope}).` };
  if (found.usefulUntil < now) {
    return {
      kind: 'stop',
      outcome: 'cancelled',
      code: 'too_late',
      reason: 'Its moment is past: it would make no sense any more.',
    };
  }
  const { judged } = found;
  const severity = overall(judged.verdicts);
  if (severity === 'block') {
    const blocking = blockingFindings(judged.verdicts);
    const [first] = blocking;
    // The window moves on and pays again; what a campaign may spend does not come back.
    if (first && blocking.every(({ rule }) => rule === 'financial.channel_budget')) {
      return { kind: 'later', until: after(now, REST_MS), reason: first.reason };
    }
    return {
      kind: 'stop',
      outcome: 'blocked',
      code: first?.rule ?? 'guardrail',
      reason: first?.reason ?? 'A guardrail stops it.',
    };
  }
  if (severity === 'review' && decision.outcome === 'scheduled') {
    const asked = judged.verdicts.flatMap((verdict) => verdict.findings).find((rule) => rule.verdict === 'review');
    return {
      kind: 'stop',
      outcome: 'blocked',
      code: asked?.rule ?? 'review',
      reason: `It would need a person's approval now: ${asked?.reason ?? 'a guardrail asks for review.'}`,
    };
  }
  const nobodySaid = decision.outcome === 'scheduled' ? reviewedNow(found) : null;
  if (nobodySaid) return { kind: 'stop', outcome: 'blocked', ...nobodySaid };
  const sendAt = new Date(judged.candidate.sendAt);
  return sendAt > now
    ? { kind: 'later', until: sendAt, reason: judged.waitsFor?.reason ?? 'Its moment has not come yet.' }
    : { kind: 'go' };
}

/** Why what went out by itself would be put before a person now; null where it would not. Nothing is sampled anew. */
function reviewedNow({ snapshot, candidate, policy }: Reexamined): { code: string; reason: string } | null {
  const level = levelInForce(candidate, snapshot, policy.document);
  if (!isAlwaysReviewed(level)) return null;
  const { rollout } = snapshot;
  return rollout?.highestLevel === level
    ? {
        code: 'rollout',
        reason: `It would need a person's approval now: in phase ${rollout.phase} of the rollout every decision is reviewed.`,
      }
    : {
        code: 'autonomy',
        reason: `It would need a person's approval now. Level ${level}: ${LEVEL_NAMES[level] ?? ''}.`,
      };
}
