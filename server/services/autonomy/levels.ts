import { actionName, agentName } from '@/domain/agents/agent-cards';
import { LEVEL_NAMES } from '@/domain/autonomy/autonomy';
import { ofAutonomyName } from '@/domain/autonomy/model-copy';
import { type Requirement, requirementsToRise } from '@/domain/autonomy/requirements';
import type { Policy } from '@/domain/policies/policy';
import { after, DAY } from '@/domain/shared/time';
import { authorise, type ServiceContext } from '../../context';
import { activePolicy } from '../policies';
import { evidenceOf } from './evidence';
import { type AutonomyKey, knownPairs } from './pair';
import { type SampledReview, sampledReviewOf } from './sampled-review';

/** How far one action of an agent may go by itself; streaks count verdicts in a row. */
export type AutonomyRow = AutonomyKey & {
  agentName: string;
  actionName: string;
  level: number;
  levelName: string;
  approvedStreak: number;
  rejectedStreak: number;
  /** Since when it stands there; null while nobody has judged it. */
  levelSince: Date | null;
  /** Level 2 and 3 fall by one then, unless a person confirms them before; null for the others. */
  fallsAt: Date | null;
};

/** The same, with what the next level asks for and where each of that stands, and what people said of the drawn ones. */
export type AutonomyStanding = AutonomyRow & { requirements: Requirement[]; sampled: SampledReview | null };

/** How far each action of each agent may go by itself, also those nobody has judged yet. */
export async function listAutonomy(ctx: ServiceContext): Promise<AutonomyRow[]> {
  authorise(ctx, 'decisions.read');
  const { document } = await activePolicy(ctx);
  return rowsOf(ctx, document);
}

/** How far each action of one agent may go, and what it lacks for more. */
export async function autonomyOf(ctx: ServiceContext, agentId: string): Promise<AutonomyStanding[]> {
  authorise(ctx, 'decisions.read');
  const { document } = await activePolicy(ctx);
  const rows = (await rowsOf(ctx, document)).filter((row) => row.agentId === agentId);
  return Promise.all(
    rows.map(async (row) => {
      const evidence = await evidenceOf(ctx.db, ctx, row, row.level, document);
      return {
        ...row,
        requirements: requirementsToRise(row, evidence, document),
        sampled: row.level >= 2 ? await sampledReviewOf(ctx, row, document) : null,
      };
    }),
  );
}

async function rowsOf(ctx: ServiceContext, policy: Policy): Promise<AutonomyRow[]> {
  const stored = await ctx.db.autonomy.findMany({ where: { workspaceId: ctx.workspaceId } });
  return knownPairs(stored).map(({ agentId, action }) => {
    const row = stored.find((known) => known.agentId === agentId && known.action === action);
    const level = row?.level ?? policy.autonomy.startLevel;
    const confirmedAt = row?.confirmedAt ?? null;
    return {
      agentId,
      action,
      agentName: agentName(agentId),
      actionName: pairName({ agentId, action }),
      level,
      levelName: LEVEL_NAMES[level] ?? '',
      approvedStreak: row?.approvedStreak ?? 0,
      rejectedStreak: row?.rejectedStreak ?? 0,
      levelSince: row?.levelSince ?? null,
      fallsAt: level >= 2 && confirmedAt ? after(confirmedAt, policy.autonomy.confirmDays * DAY) : null,
    };
  });
}

/** What a pair is called: its action, or a model's words for it. */
export function pairName({ agentId, action: name }: AutonomyKey): string {
  const { action, isByModel } = ofAutonomyName(name);
  const called = actionName(agentId, action);
  return isByModel ? `${called}, in a model’s words` : called;
}
