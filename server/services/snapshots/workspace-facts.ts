import { CHANNELS, type ChannelId } from '@/domain/channels/channel';
import type { Snapshot } from '@/domain/decisions/snapshot';
import { leftBeforePause } from '@/domain/offers/offer-status';
import { pauseAtCents } from '@/domain/policies/message-costs';
import type { Policy } from '@/domain/policies/policy';
import { after, DAY, HOUR } from '@/domain/shared/time';
import { Brand } from '@/domain/workspaces/brand';
import { emailSpecimen } from '@/server/channels/email/specimen';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
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
  | 'stops'
  | 'offerPolicies'
  | 'auditReady'
>;

/**
 * Reads what all decisions of this moment share; one round of small queries for a whole batch. With `lockBudgets` the
 * approved budgets stay locked until commit: what is left of them cannot be given away twice.
 */
export async function loadWorkspaceFacts(
  tx: Db,
  ctx: ServiceContext,
  policy: Policy,
  { lockBudgets }: { lockBudgets: boolean },
): Promise<WorkspaceFacts> {
  const { workspaceId } = ctx;
  const workspace = await tx.workspace.findUnique({ where: { id: workspaceId } });
  if (!workspace) throw new ServiceError('not_found', 'There is no such workspace.');
  const autonomy = await tx.autonomy.findMany({ where: { workspaceId } });
  const stops = await tx.killSwitch.findMany({ where: { workspaceId, resumedAt: null } });
  return {
    workspace: {
      id: workspaceId,
      currency: workspace.currency,
      timezone: workspace.timezone,
      isDemo: workspace.isDemo,
      holdoutSalt: workspace.holdoutSalt,
      brand: Brand.parse(workspace.brand),
    },
    autonomy: autonomy.map(({ agentId, action, level }) => ({ agentId, action, level })),
    stops: stops.map(({ scope, target }) => ({ scope: scope as Snapshot['stops'][number]['scope'], target })),
    offerPolicies: await loadOfferPolicies(tx, ctx, policy, lockBudgets),
    reputation: await loadReputation(tx, ctx, policy),
    hourlyVolume: await loadHourlyVolume(tx, ctx),
    sending: {
      email: emailSpecimen(),
      linkCharacters: trackedLinkLength(),
      // What is about to leave has stood in line; only what is being given out joins it.
      backlog: lockBudgets ? await loadBacklog(tx, ctx) : [],
    },
    spend: await loadSpend(tx, ctx, policy),
    campaignBudgets: await loadCampaignBudgets(tx, ctx, policy),
    auditReady: await isAuditReady(tx),
  };
}

/** What each approved budget may still promise: giving pauses at the policy's share of a cap, before the cap itself. */
async function loadOfferPolicies(
  tx: Db,
  ctx: ServiceContext,
  policy: Policy,
  lock: boolean,
): Promise<Snapshot['offerPolicies']> {
  if (lock) {
    await tx.$executeRaw`
      SELECT id FROM offer_policy WHERE workspace_id = ${ctx.workspaceId}::uuid ORDER BY id FOR UPDATE`;
  }
  const rows = await tx.offerPolicy.findMany({
    where: { workspaceId: ctx.workspaceId, approvedAt: { not: null }, revokedAt: null, endsAt: { gt: ctx.now } },
    orderBy: { id: 'asc' },
  });
  return rows.map((row) => ({
    id: row.id,
    agentId: row.agentId,
    action: row.action,
    maxPercentOff: row.maxPercentOff,
    remainingCents: leftBeforePause(row, pauseAtCents(row.budgetCents, policy)),
    startsAt: row.startsAt.toISOString(),
    endsAt: row.endsAt.toISOString(),
  }));
}

async function loadReputation(tx: Db, ctx: ServiceContext, policy: Policy): Promise<Snapshot['reputation']> {
  type Row = { channel: ChannelId; delivered: number; bounced: number; complained: number };
  const from = after(ctx.now, -policy.reputation.windowDays * DAY);
  const rows = await tx.$queryRaw<Row[]>`
    SELECT channel, sum(delivered)::int AS delivered, sum(bounced)::int AS bounced, sum(complained)::int AS complained
    FROM (
      SELECT channel, count(*) AS delivered, 0 AS bounced, 0 AS complained FROM message
      WHERE workspace_id = ${ctx.workspaceId}::uuid AND delivered_at > ${from} AND delivered_at <= ${ctx.now}
      GROUP BY channel
      UNION ALL
      SELECT m.channel, 0, count(DISTINCT m.id) FILTER (WHERE e.kind = 'bounced'),
             count(DISTINCT m.id) FILTER (WHERE e.kind = 'complained')
      FROM message_event e JOIN message m ON m.workspace_id = e.workspace_id AND m.id = e.message_id
      WHERE e.workspace_id = ${ctx.workspaceId}::uuid AND e.kind IN ('bounced', 'complained')
        AND e.occurred_at > ${from} AND e.occurred_at <= ${ctx.now}
      GROUP BY m.channel
    ) AS counts GROUP BY channel`;
  return CHANNELS.map((channel) => {
    const row = rows.find((found) => found.channel === channel);
    return {
      channel,
      sent: (row?.delivered ?? 0) + (row?.bounced ?? 0),
      hardBounces: row?.bounced ?? 0,
      complaints: row?.complained ?? 0,
      blocklisted: false,
    };
  });
}

async function loadHourlyVolume(tx: Db, ctx: ServiceContext): Promise<Snapshot['hourlyVolume']> {
  const from = after(ctx.now, -HOUR);
  return await tx.$queryRaw<{ channel: ChannelId; sent: number }[]>`
    SELECT channel, sum(sent)::int AS sent FROM (
      SELECT channel, count(*) AS sent FROM message
      WHERE workspace_id = ${ctx.workspaceId}::uuid AND delivered_at > ${from} AND delivered_at <= ${ctx.now}
      GROUP BY channel
      UNION ALL
      SELECT channel, count(*) FROM message
      WHERE workspace_id = ${ctx.workspaceId}::uuid AND delivered_at IS NULL
        AND status IN ('claimed', 'attempting', 'accepted', 'unknown') AND send_at > ${from}
      GROUP BY channel
    ) AS counts GROUP BY channel`;
}

/** Messages that are due and wait to be handed over. */
async function loadBacklog(tx: Db, ctx: ServiceContext): Promise<Snapshot['sending']['backlog']> {
  return await tx.$queryRaw<Snapshot['sending']['backlog']>`
    SELECT channel, count(*)::int AS count FROM message
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND status = 'queued' AND send_at <= ${ctx.now}
    GROUP BY channel`;
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

async function isAuditReady(tx: Db): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ ready: boolean }[]>`
    SELECT coalesce(has_function_privilege(to_regprocedure('audit_append(uuid,jsonb)'), 'execute'), false)
      AND NOT pg_is_in_recovery() AS ready`;
  return row?.ready ?? false;
}
