import type { Policy } from '@/domain/policies/policy';
import type { ReviewQueueId } from '@/domain/review/queues';
import { GRAVE_RULES } from '@/domain/review/risk';
import { after, DAY, MINUTE } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';
import { giverOf } from './verdict-log';

/** What is asked of the inbox beside its part. */
export type QueueFilters = { agentId?: string; action?: string; channel?: string };

/** Left of the target when a decision becomes urgent. */
const URGENT_MS = 2 * MINUTE;
/** Decisions that expired or failed longer ago than this are history, found in the decisions log. */
const HELD_MS = 30 * DAY;

const isGrave = GRAVE_RULES.map((rule) => `@.rule == "${rule}"`).join(' || ');
/** `riskOf` says high: the same rules, where the rows are. */
const HIGH_PATH = `$[*].findings[*] ? (@.verdict == "block" || (@.verdict == "review" && (${isGrave})))`;

/** The condition of each part of the inbox, on `decision d LEFT JOIN review_desk r`. */
export function conditionOf(ctx: ServiceContext, queue: ReviewQueueId, policy: Policy): Prisma.Sql {
  const isAwake = Prisma.sql`(r.snoozed_until IS NULL OR r.snoozed_until <= ${ctx.now})`;
  const isOpen = Prisma.sql`d.outcome = 'in_review' AND (d.review_by IS NULL OR d.review_by > ${ctx.now})`;
  const isWaiting = Prisma.sql`${isOpen} AND ${isAwake}`;
  const me = giverOf(ctx);
  switch (queue) {
    case 'all':
      return isWaiting;
    case 'mine':
      return Prisma.sql`${isWaiting} AND (r.assignee_id = ${me}::uuid
        OR (r.claimed_by_id = ${me}::uuid AND r.claimed_until > clock_timestamp()))`;
    case 'urgent':
      return Prisma.sql`${isWaiting} AND ${reviewFrom(ctx)} <= ${after(ctx.now, URGENT_MS - policy.review.slaMinutes * MINUTE)}`;
    case 'high':
      return Prisma.sql`${isWaiting} AND (jsonb_path_exists(d.verdicts, ${HIGH_PATH}::jsonpath)
        OR coalesce(jsonb_array_length(d.chosen -> 'escalations'), 0) > 0)`;
    case 'held':
      return Prisma.sql`((${isOpen} AND NOT ${isAwake})
        OR ((d.outcome = 'expired' OR (d.outcome = 'failed' AND d.reviewed_at IS NOT NULL))
          AND d.decided_at > ${after(ctx.now, -HELD_MS)}))`;
    case 'done':
      return Prisma.sql`d.reviewed_at IS NOT NULL`;
  }
}

/** When the clock of a review began, as `reviewBegins` says, where the rows are. */
export function reviewFrom({ workspace, now }: ServiceContext): Prisma.Sql {
  return Prisma.sql`greatest(d.decided_at, ${workspace.attendedFrom ?? now}::timestamptz)`;
}

/** The filters as a condition on `decision d`. */
export function filterOf({ agentId, action, channel }: QueueFilters): Prisma.Sql {
  const parts = [
    ...(agentId ? [Prisma.sql`d.agent_id = ${agentId}`] : []),
    ...(action ? [Prisma.sql`d.action = ${action}`] : []),
    ...(channel ? [Prisma.sql`d.channel = ${channel}`] : []),
  ];
  return parts.length > 0 ? Prisma.join(parts, ' AND ') : Prisma.sql`true`;
}

/** Most pressing first: those that are late (the most valuable first, then the oldest), then by the time that is left. */
export function orderOf(ctx: ServiceContext, queue: ReviewQueueId, policy: Policy): Prisma.Sql {
  if (queue === 'done') return Prisma.sql`d.reviewed_at DESC, d.id`;
  if (queue === 'held') {
    return Prisma.sql`d.outcome <> 'failed', d.outcome = 'expired', r.snoozed_until, d.review_by DESC, d.id`;
  }
  const lateBefore = after(ctx.now, -policy.review.slaMinutes * MINUTE);
  const isLate = Prisma.sql`${reviewFrom(ctx)} <= ${lateBefore}`;
  return Prisma.sql`${isLate} DESC,
    CASE WHEN ${isLate} THEN -coalesce(d.value_cents, 0) ELSE 0 END,
    d.decided_at, d.value_cents DESC NULLS LAST, d.id`;
}
