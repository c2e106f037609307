import { CREATIVE_TARGETS } from '@/domain/agents/creative-testing/targets';
import { DAY } from '@/domain/shared/time';
import type { ServiceContext } from '../../context';
import { proposeTest } from './propose-test';
import { watchTests } from './watch-tests';

/** Watches running tests, and once a week looks at every message that could be tested. Answers what it did. */
export async function creativeSweep(ctx: ServiceContext): Promise<{ concluded: number; proposed: number }> {
  const { concluded } = await watchTests(ctx);
  const week = String(Math.floor(ctx.now.getTime() / (7 * DAY)));
  let proposed = 0;
  for (const target of CREATIVE_TARGETS) {
    const triggerKey = `weekly:${target.templateId}:${week}`;
    const where = { workspaceId: ctx.workspaceId, triggerKey };
    if ((await ctx.db.creativeDecision.count({ where })) > 0) continue;
    const result = await proposeTest(ctx, target, { kind: 'weekly', key: week });
    if (result.kind === 'proposed') proposed += 1;
  }
  return { concluded, proposed };
}
