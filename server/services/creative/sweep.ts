import { creativeCard } from '@/domain/agents/creative-testing/creative-card';
import { plateauOf } from '@/domain/agents/creative-testing/plateau';
import { CREATIVE_TARGETS, type CreativeTarget } from '@/domain/agents/creative-testing/targets';
import type { Policy } from '@/domain/policies/policy';
import { DAY } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import { isAgentStopped } from '../kill-switch';
import { activePolicy } from '../policies';
import { beginPlanned } from './begin-test';
import { proposeTest } from './propose-test';
import { loadPlateauFacts, loadTargetFacts } from './target-facts';
import { type CreativeTrigger, triggerKeyOf } from './trigger';
import { watchTests } from './watch-tests';

/**
 * Lets planned tests begin, watches running ones, looks whether a message has stopped getting better, and once a week at
 * every message that is sent. Answers what it did; while the workspace or the agent is stopped, nothing: tests keep the
 * shares and words they have.
 */
export async function creativeSweep(ctx: ServiceContext): Promise<{ concluded: number; proposed: number }> {
  if (await isAgentStopped(ctx, creativeCard.id)) return { concluded: 0, proposed: 0 };
  await beginPlanned(ctx);
  const { concluded } = await watchTests(ctx);
  const { document } = await activePolicy(ctx);
  let proposed = 0;
  for (const target of CREATIVE_TARGETS) {
    for (const wake of [wakeByPlateau, wakeWeekly]) {
      const trigger = await wake(ctx, target, document);
      if (trigger && (await proposeTest(ctx, target, trigger)).kind === 'proposed') proposed += 1;
    }
  }
  return { concluded, proposed };
}

type Wake = (ctx: ServiceContext, target: CreativeTarget, policy: Policy) => Promise<CreativeTrigger | null>;

/** Once in as many days as a plateau is looked for over. */
const wakeByPlateau: Wake = async (ctx, target, policy) => {
  const trigger = { kind: 'plateau', key: periodKey(ctx, policy.creative.plateauDays) } as const;
  if (await wasAnswered(ctx, target, trigger)) return null;
  const because = plateauOf(await loadPlateauFacts(ctx.db, ctx, target, policy), policy, ctx.now);
  return because && { ...trigger, because };
};

/** What is not sent at all is nothing to look at. */
const wakeWeekly: Wake = async (ctx, target, policy) => {
  const trigger = { kind: 'weekly', key: periodKey(ctx, 7) } as const;
  if (await wasAnswered(ctx, target, trigger)) return null;
  const { recentVolume } = await loadTargetFacts(ctx.db, ctx, target, policy);
  return recentVolume > 0 ? trigger : null;
};

function periodKey({ now }: ServiceContext, days: number): string {
  return String(Math.floor(now.getTime() / (days * DAY)));
}

/** Whether this occurrence has had its answer. */
export async function wasAnswered(
  ctx: ServiceContext,
  { templateId }: Pick<CreativeTarget, 'templateId'>,
  trigger: Pick<CreativeTrigger, 'kind' | 'key'>,
): Promise<boolean> {
  const where = { workspaceId: ctx.workspaceId, triggerKey: triggerKeyOf(templateId, trigger) };
  return (await ctx.db.creativeDecision.count({ where })) > 0;
}
