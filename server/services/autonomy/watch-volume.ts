import { agentName } from '@/domain/agents/agent-cards';
import { AGENTS } from '@/domain/agents/registry';
import { nextAutonomy } from '@/domain/autonomy/autonomy';
import { isVolumeWatched, type Surge, surgeOf, surgeWords } from '@/domain/autonomy/surge';
import { composeStop } from '@/domain/notices/compose-stop';
import type { Policy } from '@/domain/policies/policy';
import { after, DAY, HOUR } from '@/domain/shared/time';
import { type AuditRecord, appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { inTransaction } from '../../in-transaction';
import { publicOrigin } from '../../public-origin';
import { pullStop } from '../kill-switch';
import { tellHolders } from '../notices';
import { activePolicy } from '../policies';
import { lockLevel, saveStep } from './change-level';
import { decisionsOf, knownPairs } from './pair';

/**
 * Stops an agent that decides so much more than it ever did (`surgeOf`): its kill switch is pulled, the actions that had
 * a part in it fall by one level, and those who may resume are told, in one transaction. What somebody resumed is theirs:
 * nothing is held against an agent that was decided up to an hour after. Only where time is the wall's: a history that is
 * lived through, or a clock that is moved, is no hour of work. Answers how many agents it stopped.
 */
export async function watchVolume(ctx: ServiceContext): Promise<{ stopped: number }> {
  if (ctx.workspace.isVirtual) return { stopped: 0 };
  const { document } = await activePolicy(ctx);
  let stopped = 0;
  for (const agentId of await busyAgents(ctx, document)) {
    const since = await judgedFrom(ctx, agentId);
    const surge = since && (await findSurge(ctx, document, agentId, since));
    if (surge && (await inTransaction(ctx, (tx) => stopAgent(tx, ctx, document, agentId, since, surge)))) stopped += 1;
  }
  return { stopped };
}

/** Watched agents with more decisions in the last hour than are ever too few: most hours none. */
async function busyAgents(ctx: ServiceContext, { volume }: Policy): Promise<string[]> {
  const rows = await ctx.db.$queryRaw<{ agentId: string }[]>`
    SELECT agent_id AS "agentId" FROM decision
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND decided_at > ${after(ctx.now, -HOUR)} AND decided_at <= ${ctx.now}
      AND action IS NOT NULL
    GROUP BY agent_id HAVING count(*) > ${volume.leastDecisions} ORDER BY agent_id`;
  const busy = rows.map(({ agentId }) => agentId);
  return AGENTS.map(({ id }) => id).filter((id) => busy.includes(id) && isVolumeWatched(id));
}

/** From when on an agent is judged: an hour ago, or later where somebody resumed. Null while it is stopped anyway. */
async function judgedFrom(ctx: ServiceContext, agentId: string): Promise<Date | null> {
  const stops = await ctx.db.killSwitch.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      OR: [{ scope: 'workspace' }, { scope: 'agent', target: agentId }],
      AND: { OR: [{ resumedAt: null }, { resumedAt: { gt: after(ctx.now, -2 * HOUR) } }] },
    },
    select: { resumedAt: true },
  });
  const ends = stops.map(({ resumedAt }) => (resumedAt ? after(resumedAt, HOUR) : null));
  if (ends.includes(null)) return null;
  const hourAgo = after(ctx.now, -HOUR);
  return ends.reduce<Date>((latest, end) => (end && end > latest ? end : latest), hourAgo);
}

async function findSurge(ctx: ServiceContext, policy: Policy, agentId: string, since: Date): Promise<Surge | null> {
  const { lookBackDays } = policy.volume;
  const [found] = await ctx.db.$queryRaw<
    { lastHour: number; busiestHour: number; busiestDay: number; knownDays: number }[]
  >`
    WITH counted AS (
      SELECT floor(extract(epoch FROM ${since}::timestamptz - decided_at) / 3600)::int AS hours_ago, count(*)::int AS decisions
      FROM decision
      WHERE workspace_id = ${ctx.workspaceId}::uuid AND agent_id = ${agentId} AND action IS NOT NULL
        AND decided_at > ${after(since, -lookBackDays * DAY)} AND decided_at <= ${ctx.now}
      GROUP BY 1),
    days AS (SELECT hours_ago / 24 AS day, sum(decisions)::int AS decisions FROM counted WHERE hours_ago >= 0 GROUP BY 1)
    SELECT coalesce((SELECT sum(decisions) FROM counted WHERE hours_ago < 0), 0)::int AS "lastHour",
      coalesce((SELECT max(decisions) FROM counted WHERE hours_ago >= 0), 0)::int AS "busiestHour",
      coalesce((SELECT max(decisions) FROM days), 0)::int AS "busiestDay",
      (SELECT count(*) FROM days)::int AS "knownDays"`;
  return found ? surgeOf(found, policy) : null;
}

/** The stop comes first: of two that find the same surge, the second finds it pulled, and leaves the rest alone. */
async function stopAgent(
  tx: Db,
  ctx: ServiceContext,
  policy: Policy,
  agentId: string,
  since: Date,
  surge: Surge,
): Promise<boolean> {
  const reason = surgeWords(surge);
  const { record } = await pullStop(tx, ctx, { scope: 'agent', target: agentId, reason, cause: 'anomaly' });
  if (!record) return false;
  const lowered = await lowerAll(tx, ctx, policy, agentId, since, surge);
  const { slug, name: company } = ctx.workspace;
  const agentUrl = `${publicOrigin()}/${slug}/agents/${agentId}`;
  const words = composeStop({ company, agentName: agentName(agentId), surge, agentUrl });
  await tellHolders(tx, ctx, 'killSwitch.resume', { kind: 'anomaly', ...words });
  await appendAudit(tx, ctx, [record, ...lowered]);
  return true;
}

/** Each action, and each model's words for one, that had a part in the surge falls by one. */
async function lowerAll(
  tx: Db,
  ctx: ServiceContext,
  policy: Policy,
  agentId: string,
  since: Date,
  surge: Surge,
): Promise<AuditRecord[]> {
  const stored = await tx.autonomy.findMany({ where: { workspaceId: ctx.workspaceId, agentId } });
  const records: AuditRecord[] = [];
  for (const key of knownPairs(stored).filter((pair) => pair.agentId === agentId)) {
    const [part] = await tx.$queryRaw<{ id: string }[]>`
      SELECT d.id FROM decision d
      WHERE d.workspace_id = ${ctx.workspaceId}::uuid AND d.decided_at > ${since} AND d.decided_at <= ${ctx.now}
        AND ${decisionsOf(key)} LIMIT 1`;
    if (!part) continue;
    const { level, approvedStreak, rejectedStreak } = await lockLevel(tx, ctx, policy, key);
    const step = nextAutonomy({ level, approvedStreak, rejectedStreak }, { kind: 'surge', surge }, policy);
    records.push(...(await saveStep(tx, ctx, key, step)));
  }
  return records;
}
