import { CHANNELS } from '@/domain/channels/channel';
import { ON_PAGE } from '@/domain/channels/on-page';
import type { Snapshot } from '@/domain/decisions/snapshot';
import { BLOCKLISTED } from '@/domain/delivery/blocklist';
import { leftBeforePause } from '@/domain/offers/offer-status';
import { pauseAtCents } from '@/domain/policies/message-costs';
import type { Policy } from '@/domain/policies/policy';
import { allowedAt } from '@/domain/rollout/cohort';
import { isCohort } from '@/domain/rollout/plan';
import { after, DAY, HOUR, hourOf } from '@/domain/shared/time';
import { Brand } from '@/domain/workspaces/brand';
import { emailSpecimen } from '@/server/channels/email/specimen';
import { plainSql, preparedRows } from '../../bound-client';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { Prisma } from '../../generated/prisma/client';
import { trackedLinkLength } from '../../public-origin';
import { together } from '../../together';
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
  reputation: Snapshot['reputation'];
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
  const [, read, spend] = await together([
    lockBudgets && plainSql(tx).query({ name: 'lock-budgets', text: LOCK_BUDGETS, values: [ctx.workspaceId] }),
    readShared(tx, ctx, policy),
    loadSpend(tx, ctx, policy),
  ]);
  const { workspace, offerPolicies, backlog, campaigns, cohort, ...shared } = read;
  if (!workspace) throw new ServiceError('not_found', 'There is no such workspace.');
  return {
    ...shared,
    rollout: cohort !== null && isCohort(cohort) ? allowedAt(cohort) : null,
    workspace: { ...workspace, id: ctx.workspaceId, brand: Brand.parse(workspace.brand) },
    offerPolicies: offerPolicies.map((row) => offerPolicyFact(row, policy)),
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
      (${reputationUpTo(now, workspaceId, policy)}) AS reputation,
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

/**
 * What each channel sent in whole hours of the window, and what became of it: from the sums of hours, save where
 * something changed since they were made, and the hour that is not over, which come from the messages themselves.
 */
function reputationUpTo(now: Date, workspaceId: string, { reputation }: Policy): Prisma.Sql {
  const workspace = Prisma.sql`${workspaceId}::uuid`;
  const from = hourOf(after(now, -reputation.windowDays * DAY));
  const listedFrom = after(now, -reputation.blocklistHours * HOUR);
  // Looked at only where somebody named a list: it reads messages, of which there may be very many.
  const mailDomains = Prisma.sql`(
    SELECT count(DISTINCT ${COMPANY_DOMAIN})::int FROM (
      SELECT to_address FROM message m
      WHERE m.workspace_id = ${workspace} AND m.channel = all_of_them.channel AND m.send_at > ${listedFrom}
        AND m.send_at <= ${now} AND m.status NOT IN ('queued', 'claimed', 'attempting', 'cancelled')
      ORDER BY m.send_at DESC LIMIT ${LATEST_MESSAGES}) latest)`;
  return Prisma.sql`
    WITH again AS (
      SELECT DISTINCT hour FROM kpi_stale WHERE workspace_id = ${workspace} AND hour >= ${from} AND hour <= ${now}
      UNION SELECT ${hourOf(now)}::timestamptz
    ), counted AS (
      SELECT channel, sum(sent) AS sent, sum(bounced) AS bounced, sum(complained) AS complained FROM (
        SELECT channel, sent, bounced, complained FROM kpi_hour k
        WHERE workspace_id = ${workspace} AND hour >= ${from} AND hour < ${hourOf(now)} AND sent > 0
          AND NOT EXISTS (SELECT FROM again WHERE again.hour = k.hour)
        UNION ALL
        SELECT m.channel, 1, 0, (m.complained_at IS NOT NULL)::int FROM again JOIN message m
          ON m.workspace_id = ${workspace} AND m.delivered_at >= again.hour
          AND m.delivered_at < again.hour + interval '1 hour' AND m.delivered_at <= ${now}
        WHERE m.bounced_at IS NULL
        UNION ALL
        SELECT m.channel, 1, 1, 0 FROM again JOIN message m
          ON m.workspace_id = ${workspace} AND m.bounced_at >= again.hour
          AND m.bounced_at < again.hour + interval '1 hour' AND m.bounced_at <= ${now}
      ) AS hours GROUP BY channel
    ), listed AS (
      SELECT channel, count(DISTINCT ${COMPANY_DOMAIN})::int AS domains FROM message
      WHERE workspace_id = ${workspace} AND failure_code = ${BLOCKLISTED} AND send_at > ${listedFrom}
      GROUP BY channel
    )
    SELECT coalesce(json_agg(json_build_object('channel', all_of_them.channel, 'sent', coalesce(sent, 0),
      'hardBounces', coalesce(bounced, 0), 'complaints', coalesce(complained, 0),
      'blocklistedBy', coalesce(domains, 0),
      'mailDomains', CASE WHEN domains > 0 THEN ${mailDomains} ELSE 0 END) ORDER BY position), '[]')
    FROM unnest(${[...CHANNELS]}::text[]) WITH ORDINALITY AS all_of_them(channel, position)
    LEFT JOIN counted USING (channel) LEFT JOIN listed USING (channel)`;
}

/** Messages whose mail domains are counted, the latest: of more, the share of those that name a blocklist is hardly another. */
const LATEST_MESSAGES = 5_000;

/** What a company registered of a mail domain, whose other names are free to make: "mail.shop.co.uk" is "shop.co.uk". */
const COMPANY_DOMAIN = Prisma.sql`substring(lower(to_address)
  FROM '([^.@]+[.](co|com|org|net|ac|gov|edu|ne|or)[.][^.@][^.@]|[^.@]+[.][^.@]+)$')`;

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
