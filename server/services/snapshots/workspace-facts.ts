import { CHANNELS, type ChannelId } from '@/domain/channels/channel';
import { ON_PAGE } from '@/domain/channels/on-page';
import type { Snapshot } from '@/domain/decisions/snapshot';
import { leftBeforePause } from '@/domain/offers/offer-status';
import { pauseAtCents } from '@/domain/policies/message-costs';
import type { Policy } from '@/domain/policies/policy';
import { allowedAt } from '@/domain/rollout/cohort';
import { isCohort } from '@/domain/rollout/plan';
import { after, DAY, HOUR } from '@/domain/shared/time';
import { Brand } from '@/domain/workspaces/brand';
import { emailSpecimen } from '@/server/channels/email/specimen';
import { plainSql, preparedRows } from '../../bound-client';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { Prisma } from '../../generated/prisma/client';
import { trackedLinkLength } from '../../public-origin';
import { loadCampaignBudgets } from '../enrolments';

/** What all decisions of a workspace at one moment have in common. */
export type WorkspaceFacts = Pick<
  Snapshot,
  | 'workspace'
  | 'reputation'
  | 'hourlyVolume'
  | 'sending'
  | 'spend'
  | 'campaignBudgets'
  | 'autonomy'
  | 'rollout'
  | 'stops'
  | 'offerPolicies'
  | 'auditReady'
>;

/** What one statement reads of all that is shared; instants as JSON tells them. */
type Shared = {
  workspace: { currency: string; timezone: string; isDemo: boolean; holdoutSalt: string; brand: unknown } | null;
  autonomy: Snapshot['autonomy'];
  /** Percent of the step a rollout stands at; null where there is none, or it is over. */
  cohort: number | null;
  stops: Snapshot['stops'];
  offerPolicies: (Parameters<typeof leftBeforePause>[0] & {
    id: string;
    agentId: string;
    action: string;
    maxPercentOff: number;
    startsAt: string;
    endsAt: string;
  })[];
  reputation: { channel: ChannelId; delivered: number; bounced: number; complained: number }[];
  hourlyVolume: Snapshot['hourlyVolume'];
  backlog: Snapshot['sending']['backlog'];
  /** Those that have not ended. */
  campaigns: { id: string; document: unknown }[];
  auditReady: boolean;
};

/**
 * `lockBudgets`: the approved budgets stay locked until commit, so that what is left of them cannot be given away twice;
 * whoever does not lock them looks again before giving. `isGivingOut`: what is decided joins the line of messages, and
 * waits behind those that stand in it.
 */
export type FactsWanted = { lockBudgets: boolean; isGivingOut: boolean };

const LOCK_BUDGETS = 'SELECT id FROM offer_policy WHERE workspace_id = $1::uuid ORDER BY id FOR UPDATE';

/** Reads what all decisions of this moment share; a few queries for a whole batch. */
export async function loadWorkspaceFacts(
  tx: Db,
  ctx: ServiceContext,
  policy: Policy,
  { lockBudgets, isGivingOut }: FactsWanted,
): Promise<WorkspaceFacts> {
  const [, read, spend] = await Promise.all([
    lockBudgets && plainSql(tx).query({ name: 'lock-budgets', text: LOCK_BUDGETS, values: [ctx.workspaceId] }),
    readShared(tx, ctx, policy),
    loadSpend(tx, ctx, policy),
  ]);
  const { workspace, offerPolicies, reputation, backlog, campaigns, cohort, ...shared } = read;
  if (!workspace) throw new ServiceError('not_found', 'There is no such workspace.');
  return {
    ...shared,
    rollout: cohort !== null && isCohort(cohort) ? allowedAt(cohort) : null,
    workspace: { ...workspace, id: ctx.workspaceId, brand: Brand.parse(workspace.brand) },
    offerPolicies: offerPolicies.map((row) => offerPolicyFact(row, policy)),
    reputation: CHANNELS.map((channel) =>
      reputationOf(
        channel,
        reputation.find((row) => row.channel === channel),
      ),
    ),
    sending: {
      email: emailSpecimen(),
      linkCharacters: trackedLinkLength(),
      backlog: isGivingOut ? backlog : [],
    },
    spend,
    campaignBudgets: await loadCampaignBudgets(tx, ctx, policy, campaigns),
  };
}

/** One statement for all of it: most decisions wait longer for the way to the database than for its answer. */
async function readShared(tx: Db, { workspaceId, now }: ServiceContext, policy: Policy): Promise<Shared> {
  const reputableFrom = after(now, -policy.reputation.windowDays * DAY);
  const hourAgo = after(now, -HOUR);
  const [row] = await preparedRows<Shared>(
    tx,
    'shared-facts',
    Prisma.sql`
    SELECT
      (SELECT json_build_object('currency', currency, 'timezone', timezone, 'isDemo', is_demo,
          'holdoutSalt', holdout_salt, 'brand', brand)
        FROM workspace WHERE id = ${workspaceId}::uuid) AS workspace,
      (SELECT coalesce(json_agg(json_build_object('agentId', agent_id, 'action', action, 'level', level)
          ORDER BY agent_id, action), '[]')
        FROM autonomy WHERE workspace_id = ${workspaceId}::uuid) AS autonomy,
      (SELECT to_cohort FROM rollout_decision WHERE workspace_id = ${workspaceId}::uuid
        ORDER BY seq DESC LIMIT 1) AS cohort,
      (SELECT coalesce(json_agg(json_build_object('scope', scope, 'target', target) ORDER BY id), '[]')
        FROM kill_switch WHERE workspace_id = ${workspaceId}::uuid AND resumed_at IS NULL) AS stops,
      (SELECT coalesce(json_agg(json_build_object('id', id, 'agentId', agent_id, 'action', action,
          'maxPercentOff', max_percent_off, 'budgetCents', budget_cents, 'reservedCents', reserved_cents,
          'settledCents', settled_cents, 'startsAt', starts_at, 'endsAt', ends_at) ORDER BY id), '[]')
        FROM offer_policy WHERE workspace_id = ${workspaceId}::uuid AND approved_at IS NOT NULL
          AND revoked_at IS NULL AND ends_at > ${now}) AS "offerPolicies",
      (SELECT coalesce(json_agg(json_build_object('channel', channel, 'delivered', delivered, 'bounced', bounced,
          'complained', complained)), '[]')
        FROM (
          SELECT channel, sum(delivered) AS delivered, sum(bounced) AS bounced, sum(complained) AS complained FROM (
            SELECT channel, count(*) AS delivered, 0 AS bounced, 0 AS complained FROM message
            WHERE workspace_id = ${workspaceId}::uuid AND delivered_at > ${reputableFrom} AND delivered_at <= ${now}
            GROUP BY channel
            UNION ALL
            SELECT m.channel, 0, count(DISTINCT m.id) FILTER (WHERE e.kind = 'bounced'),
                   count(DISTINCT m.id) FILTER (WHERE e.kind = 'complained')
            FROM message_event e JOIN message m ON m.workspace_id = e.workspace_id AND m.id = e.message_id
            WHERE e.workspace_id = ${workspaceId}::uuid AND e.kind IN ('bounced', 'complained')
              AND e.occurred_at > ${reputableFrom} AND e.occurred_at <= ${now}
            GROUP BY m.channel
          ) AS counts GROUP BY channel
        ) AS reputable) AS reputation,
      (SELECT coalesce(json_agg(json_build_object('channel', channel, 'sent', sent)), '[]') FROM (
          SELECT channel, sum(sent) AS sent FROM (
            SELECT channel, count(*) AS sent FROM message
            WHERE workspace_id = ${workspaceId}::uuid AND delivered_at > ${hourAgo} AND delivered_at <= ${now}
            GROUP BY channel
            UNION ALL
            SELECT channel, count(*) FROM message
            WHERE workspace_id = ${workspaceId}::uuid AND delivered_at IS NULL
              AND status IN ('claimed', 'attempting', 'accepted', 'unknown') AND send_at > ${hourAgo}
            GROUP BY channel
          ) AS counts GROUP BY channel
        ) AS hourly) AS "hourlyVolume",
      (SELECT coalesce(json_agg(json_build_object('channel', channel, 'count', count)), '[]') FROM (
          SELECT channel, count(*) AS count FROM message
          WHERE workspace_id = ${workspaceId}::uuid AND status = 'queued' AND send_at <= ${now}
            AND provider <> ${ON_PAGE}
          GROUP BY channel
        ) AS due) AS backlog,
      (SELECT coalesce(json_agg(json_build_object('id', id, 'document', document)), '[]')
        FROM campaign WHERE workspace_id = ${workspaceId}::uuid AND status IN ('running', 'paused')) AS campaigns,
      coalesce(has_function_privilege(to_regprocedure('audit_append(uuid,jsonb)'), 'execute'), false)
        AND NOT pg_is_in_recovery() AS "auditReady"`,
  );
  if (!row) throw new Error('One row was expected.');
  return row;
}

/** What an approved budget may still promise: giving pauses at the policy's share of a cap, before the cap itself. */
function offerPolicyFact(row: Shared['offerPolicies'][number], policy: Policy): Snapshot['offerPolicies'][number] {
  const { id, agentId, action, maxPercentOff, startsAt, endsAt } = row;
  return {
    id,
    agentId,
    action,
    maxPercentOff,
    remainingCents: leftBeforePause(row, pauseAtCents(row.budgetCents, policy)),
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
  };
}

function reputationOf(
  channel: ChannelId,
  row: Shared['reputation'][number] | undefined,
): Snapshot['reputation'][number] {
  return {
    channel,
    sent: (row?.delivered ?? 0) + (row?.bounced ?? 0),
    hardBounces: row?.bounced ?? 0,
    complaints: row?.complained ?? 0,
    blocklisted: false,
  };
}

/** Messages and discounts of the channels that have a budget; nothing is counted where none has. */
async function loadSpend(tx: Db, ctx: ServiceContext, policy: Policy): Promise<Snapshot['spend']> {
  const channels = Object.keys(policy.budgets.channelCents);
  if (channels.length === 0) return [];
  const from = after(ctx.now, -policy.budgets.windowDays * DAY);
  return await tx.$queryRaw<Snapshot['spend']>`
    SELECT channel, sum(messages)::int AS messages, sum(discount)::int AS "discountCents" FROM (
      SELECT channel, count(*) AS messages, 0 AS discount FROM message
      WHERE workspace_id = ${ctx.workspaceId}::uuid AND channel = ANY(${channels})
        AND send_at > ${from} AND status NOT IN ('cancelled', 'failed')
      GROUP BY channel
      UNION ALL
      SELECT d.channel, 0, sum(CASE WHEN o.status = 'live' THEN o.reserved_cents ELSE coalesce(o.settled_cents, 0) END)
      FROM offer o JOIN decision d ON d.workspace_id = o.workspace_id AND d.id = o.decision_id
      WHERE o.workspace_id = ${ctx.workspaceId}::uuid AND o.issued_at > ${from} AND d.channel = ANY(${channels})
      GROUP BY d.channel
    ) AS counts GROUP BY channel`;
}
