import { HALT_TARGET } from '@/domain/rollout/halt';
import { after, DAY } from '@/domain/shared/time';
import { appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import { inTransaction } from '../../in-transaction';
import { leftAgainstConsent } from '../autonomy';
import { readCourse } from './course';
import { standingHalt } from './get-rollout';
import { haltRollout } from './halt-rollout';

/** How far back messages are looked at: what the shop tells of consent later than this halts nothing any more. */
const LOOK_BACK_DAYS = 30;

/**
 * Halts a running rollout where the records show that a message has left against consent. What left before somebody last
 * resumed is theirs to answer for, so that nothing halts it twice. Answers whether it was halted.
 */
export async function watchRollout(ctx: ServiceContext): Promise<{ halted: boolean }> {
  const { course } = await readCourse(ctx.db, ctx);
  if (course.kind !== 'running' || (await standingHalt(ctx))) return { halted: false };
  const breach = await leftAgainstConsent(ctx.db, ctx, await judgedFrom(ctx, course.phaseSince));
  if (breach.decisions.length === 0) return { halted: false };
  return inTransaction(ctx, async (tx) => {
    const records = await haltRollout(tx, ctx, breach);
    await appendAudit(tx, ctx, records);
    return { halted: records.length > 0 };
  });
}

async function judgedFrom(ctx: ServiceContext, phaseSince: Date): Promise<Date> {
  const resumed = await ctx.db.killSwitch.findFirst({
    where: { workspaceId: ctx.workspaceId, scope: 'workspace', target: HALT_TARGET, resumedAt: { not: null } },
    orderBy: { resumedAt: 'desc' },
    select: { resumedAt: true },
  });
  const starts = [phaseSince, resumed?.resumedAt ?? phaseSince, after(ctx.now, -LOOK_BACK_DAYS * DAY)];
  return new Date(Math.max(...starts.map((at) => at.getTime())));
}
