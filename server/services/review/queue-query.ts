import type { Policy } from '@/domain/policies/policy';
import { MINE, NO_GUARDRAIL, NOBODYS } from '@/domain/review/filters';
import type { ReviewQueueId } from '@/domain/review/queues';
import { GRAVE_RULES } from '@/domain/review/risk';
import { after, DAY, MINUTE } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import { Prisma } from '../../generated/prisma/client';
import { giverOf } from './verdict-log';

/** What is asked of the inbox beside its part: one value of each (domain/review/filters.ts). */
export type QueueFilters = {
  agentId?: string | undefined;
  campaignId?: string | undefined;
  action?: string | undefined;
  channel?: string | undefined;
  risk?: string | undefined;
  sla?: string | undefined;
  assignee?: string | undefined;
  guardrail?: string | undefined;
};

/** Left of the target when a decision becomes urgent. */
const URGENT_MS = 2 * MINUTE;
/** Decisions that expired or failed longer ago than this are history, found in the decisions log. */
const HELD_MS = 30 * DAY;

/** From when on a decision that came to nothing is still shown in the inbox. */
const heldFrom = ({ now }: ServiceContext) => after(now, -HELD_MS);

/** Blocked while it waited, by nobody's verdict: under a policy that came into force meanwhile. */
const BLOCKED_WAITING = Prisma.sql`(d.outcome = 'blocked' AND d.review_by IS NOT NULL AND d.reviewed_at IS NULL)`;

const isGrave = GRAVE_RULES.map((rule) => `@.rule == "${rule}"`).join(' || ');
/** `riskOf` says high: the same rules, where the rows are. */
const HIGH_PATH = `$[*].findings[*] ? (@.verdict == "block" || (@.verdict == "review" && (${isGrave})))`;

/** What the guardrails say of a decision `d` now: since it was judged again, that. */
const VERDICTS_OF_NOW = Prisma.sql`coalesce((SELECT j.verdicts FROM review_rejudgement j
  WHERE j.workspace_id = d.workspace_id AND j.decision_id = d.id), d.verdicts)`;

/** What its risk is read from: what is blocked keeps the one it waited with. */
const VERDICTS_OF_RISK = Prisma.sql`CASE WHEN d.outcome = 'blocked' THEN d.verdicts ELSE ${VERDICTS_OF_NOW} END`;

const IS_HIGH = Prisma.sql`(jsonb_path_exists(${VERDICTS_OF_RISK}, ${HIGH_PATH}::jsonpath)
  OR coalesce(jsonb_array_length(d.chosen -> 'escalations'), 0) > 0)`;

/** `riskOf`, where the rows are. */
const RISK = Prisma.sql`CASE WHEN ${IS_HIGH} THEN 'high'
  WHEN jsonb_path_exists(${VERDICTS_OF_RISK}, '$[*].findings[*] ? (@.verdict == "review")') THEN 'mid' ELSE 'low' END`;

/** The guardrails that ask for a person, as an array of text; empty where none does. */
const ASKED_BY = Prisma.sql`ARRAY(SELECT jsonb_array_elements_text(
  jsonb_path_query_array(${VERDICTS_OF_NOW}, '$[*] ? (@.verdict != "pass").guardrail')))`;

const isAwake = ({ now }: ServiceContext) => Prisma.sql`(r.snoozed_until IS NULL OR r.snoozed_until <= ${now})`;
const isOpen = ({ now }: ServiceContext) =>
  Prisma.sql`d.outcome = 'in_review' AND (d.review_by IS NULL OR d.review_by > ${now})`;

/** What waits for a person and can be judged now, on `decision d LEFT JOIN review_desk r`. */
export function waitsNow(ctx: ServiceContext): Prisma.Sql {
  return Prisma.sql`${isOpen(ctx)} AND ${isAwake(ctx)}`;
}

/** Every row that a part of the inbox about open work can show, and few others. */
export function isInInbox(ctx: ServiceContext): Prisma.Sql {
  return Prisma.sql`(d.outcome = 'in_review'
    OR (d.outcome IN ('expired', 'failed', 'blocked') AND d.decided_at > ${heldFrom(ctx)}))`;
}

/** The condition of each part of the inbox, on `decision d LEFT JOIN review_desk r`. */
export function conditionOf(ctx: ServiceContext, queue: ReviewQueueId, policy: Policy): Prisma.Sql {
  const isWaiting = waitsNow(ctx);
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
      return Prisma.sql`${isWaiting} AND ${IS_HIGH}`;
    case 'snoozed':
      return Prisma.sql`${isOpen(ctx)} AND NOT ${isAwake(ctx)}`;
    case 'held':
      return Prisma.sql`(d.outcome = 'expired' OR (d.outcome = 'failed' AND d.reviewed_at IS NOT NULL) OR ${BLOCKED_WAITING})
        AND d.decided_at > ${heldFrom(ctx)}`;
    case 'done':
      return Prisma.sql`d.reviewed_at IS NOT NULL`;
  }
}

/** When the clock of a review began, as `reviewBegins` says, where the rows are. */
export function reviewFrom({ workspace, now }: ServiceContext): Prisma.Sql {
  return Prisma.sql`greatest(d.decided_at, ${workspace.attendedFrom ?? now}::timestamptz)`;
}

/** Where a waiting decision stands against its target, as `SLA_STATES` says. */
function slaState(ctx: ServiceContext, policy: Policy): Prisma.Sql {
  const left = Prisma.sql`(${reviewFrom(ctx)} + make_interval(mins => ${policy.review.slaMinutes}) - ${ctx.now}::timestamptz)`;
  return Prisma.sql`CASE WHEN ${left} <= interval '0' THEN 'late' WHEN ${left} <= interval '1 minute' THEN 'urgent'
    WHEN ${left} <= interval '150 seconds' THEN 'soon' ELSE 'ok' END`;
}

/** The filters as a condition on `decision d LEFT JOIN review_desk r`. */
export function filterOf(ctx: ServiceContext, filters: QueueFilters, policy: Policy): Prisma.Sql {
  const { agentId, campaignId, action, channel, risk, sla, assignee, guardrail } = filters;
  const parts = [
    ...(agentId ? [Prisma.sql`d.agent_id = ${agentId}`] : []),
    ...(campaignId ? [Prisma.sql`d.chosen ->> 'campaignId' = ${campaignId}`] : []),
    ...(action ? [Prisma.sql`d.action = ${action}`] : []),
    ...(channel ? [Prisma.sql`d.channel = ${channel}`] : []),
    ...(risk ? [Prisma.sql`${RISK} = ${risk}`] : []),
    ...(sla ? [Prisma.sql`${slaState(ctx, policy)} = ${sla}`] : []),
    ...(assignee ? [assignedTo(ctx, assignee)] : []),
    ...(guardrail ? [askedBy(guardrail)] : []),
  ];
  return parts.length > 0 ? Prisma.join(parts, ' AND ') : Prisma.sql`true`;
}

function assignedTo(ctx: ServiceContext, assignee: string): Prisma.Sql {
  if (assignee === NOBODYS) return Prisma.sql`r.assignee_id IS NULL`;
  return Prisma.sql`r.assignee_id = ${assignee === MINE ? giverOf(ctx) : assignee}::uuid`;
}

function askedBy(guardrail: string): Prisma.Sql {
  return guardrail === NO_GUARDRAIL
    ? Prisma.sql`cardinality(${ASKED_BY}) = 0`
    : Prisma.sql`${guardrail} = ANY(${ASKED_BY})`;
}

/** The columns that decisions are filtered by. */
export function facetColumns(ctx: ServiceContext, policy: Policy): Prisma.Sql {
  return Prisma.sql`d.agent_id AS "agentId", d.chosen ->> 'campaignId' AS "campaignId", d.action, d.channel,
    r.assignee_id AS "assigneeId", ${RISK} AS risk, ${slaState(ctx, policy)} AS sla, ${ASKED_BY} AS "askedBy"`;
}

/** Most pressing first: those that are late (the most valuable first, then the oldest), then by the time that is left. */
export function orderOf(ctx: ServiceContext, queue: ReviewQueueId, policy: Policy): Prisma.Sql {
  if (queue === 'done') return Prisma.sql`d.reviewed_at DESC, d.id`;
  if (queue === 'snoozed') return Prisma.sql`r.snoozed_until, d.id`;
  if (queue === 'held') {
    return Prisma.sql`d.outcome <> 'failed', d.outcome = 'expired', d.review_by DESC, d.id`;
  }
  const lateBefore = after(ctx.now, -policy.review.slaMinutes * MINUTE);
  const isLate = Prisma.sql`${reviewFrom(ctx)} <= ${lateBefore}`;
  return Prisma.sql`${isLate} DESC,
    CASE WHEN ${isLate} THEN -coalesce(d.value_cents, 0) ELSE 0 END,
    d.decided_at, d.value_cents DESC NULLS LAST, d.id`;
}
