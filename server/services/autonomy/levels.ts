import { AGENTS } from '@/domain/agents/registry';
import { LEVEL_NAMES } from '@/domain/autonomy/autonomy';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { activePolicy } from '../policies';

export type AutonomyRow = {
  agentId: string;
  agentName: string;
  action: string;
  actionName: string;
  level: number;
  levelName: string;
  approvedStreak: number;
  rejectedStreak: number;
};

/** How far each action of each agent may go by itself, also those nobody has judged yet. */
export async function listAutonomy(ctx: ServiceContext): Promise<AutonomyRow[]> {
  authorise(ctx, 'decisions.read');
  const { document } = await activePolicy(ctx);
  const rows = await ctx.db.autonomy.findMany({ where: { workspaceId: ctx.workspaceId } });
  return AGENTS.flatMap((agent) =>
    agent.actions.map((action) => {
      const row = rows.find((known) => known.agentId === agent.id && known.action === action.id);
      const level = row?.level ?? document.autonomy.startLevel;
      return {
        agentId: agent.id,
        agentName: agent.name,
        action: action.id,
        actionName: action.name,
        level,
        levelName: LEVEL_NAMES[level] ?? '',
        approvedStreak: row?.approvedStreak ?? 0,
        rejectedStreak: row?.rejectedStreak ?? 0,
      };
    }),
  );
}

export type LevelChange = { agentId: string; action: string; level: number; reason: string };

/** Sets a level by hand, over what was earned. Administrators may, with a reason. */
export async function setAutonomyLevel(ctx: ServiceContext, input: LevelChange): Promise<void> {
  await ctx.db.$transaction((tx) => setAutonomyLevelWithin(tx, ctx, input));
}

/** The same inside the caller's transaction. */
export async function setAutonomyLevelWithin(tx: Db, ctx: ServiceContext, input: LevelChange): Promise<void> {
  authorise(ctx, 'settings.manage');
  const { agentId, action, level } = input;
  const reason = input.reason.trim();
  if (!AGENTS.some((agent) => agent.id === agentId && agent.actions.some((known) => known.id === action))) {
    throw new ServiceError('invalid', 'There is no such agent or action.', { field: 'action' });
  }
  if (!LEVEL_NAMES[level]) throw new ServiceError('invalid', 'A level is 0, 1, 2 or 3.', { field: 'level' });
  if (!reason) throw new ServiceError('invalid', 'Say why the level is changed.', { field: 'reason' });
  const key = { workspaceId: ctx.workspaceId, agentId, action };
  const before = await tx.autonomy.findUnique({ where: { workspaceId_agentId_action: key } });
  const isSo = before?.level === level && before.approvedStreak === 0 && before.rejectedStreak === 0;
  if (isSo) return;
  await tx.autonomy.upsert({
    where: { workspaceId_agentId_action: key },
    create: { ...key, level },
    update: { level, approvedStreak: 0, rejectedStreak: 0 },
  });
  await appendAudit(tx, ctx, {
    action: 'autonomy.overridden',
    subject: `autonomy:${agentId}/${action}`,
    payload: { from: before?.level ?? null, to: level, reason },
  });
}
