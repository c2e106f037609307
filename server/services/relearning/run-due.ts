import { v7 } from 'uuid';
import { dueAfter, type LoopId } from '@/domain/relearning/loops';
import type { ServiceContext } from '../../context';
import { inTransaction } from '../../in-transaction';
import type { Span } from '../measurement';
import { checkPrompts, type Found, reviewStrategy, scoreGuardrails } from './look-again';

/** Loops whose turns are run here; models learn by themselves (services/learning). */
export const RUN_LOOPS = {
  guardrails: scoreGuardrails,
  prompts: checkPrompts,
  strategy: reviewStrategy,
} as const satisfies Partial<Record<LoopId, (ctx: ServiceContext, span: Span) => Promise<Found>>>;
export type RunLoop = keyof typeof RUN_LOOPS;

/** Up to when a loop has looked: its last turn, else the first decision; null where nothing was decided yet. */
export async function lookedUntil({ db, workspaceId }: ServiceContext, loop: RunLoop): Promise<Date | null> {
  const last = await db.learningRun.findFirst({ where: { workspaceId, loop }, orderBy: { ranAt: 'desc' } });
  if (last) return last.ranAt;
  const first = await db.decision.findFirst({
    where: { workspaceId },
    orderBy: { decidedAt: 'asc' },
    select: { decidedAt: true },
  });
  return first?.decidedAt ?? null;
}

/**
 * Runs each loop whose turn has come, and writes down what it found and changed. One turn makes up for all that were
 * missed: it looks at everything since the one before. For the jobs of the product; it asks for no right.
 */
export async function runDueLoops(ctx: ServiceContext): Promise<{ ran: string[] }> {
  const ran: string[] = [];
  for (const [loop, look] of Object.entries(RUN_LOOPS) as [RunLoop, (typeof RUN_LOOPS)[RunLoop]][]) {
    const from = await lookedUntil(ctx, loop);
    if (!from || dueAfter(loop, from) > ctx.now) continue;
    const { found, changed } = await look(ctx, { from, to: ctx.now });
    // Unique by where it began: of two who run one turn, the second adds nothing.
    const { count } = await inTransaction(ctx, (tx) =>
      tx.learningRun.createMany({
        data: { workspaceId: ctx.workspaceId, id: v7(), loop, fromAt: from, ranAt: ctx.now, found, changed },
        skipDuplicates: true,
      }),
    );
    if (count > 0) ran.push(loop);
  }
  return { ran };
}
