import { v7 } from 'uuid';
import { ORDER_MODEL } from '@/domain/models/order-priors';
import { dueAfter, LOOPS, type LoopId } from '@/domain/relearning/loops';
import type { ServiceContext } from '../../context';
import { inTransaction } from '../../in-transaction';
import type { Span } from '../measurement';
import { checkPrompts, type Found, relearnModels, reviewStrategy, scoreGuardrails } from './look-again';

/** What a turn of each loop does; null where it left a record of its own, as a model's version is. */
const LOOKS: Readonly<Record<LoopId, (ctx: ServiceContext, span: Span) => Promise<Found | null>>> = {
  guardrails: scoreGuardrails,
  prompts: checkPrompts,
  models: relearnModels,
  strategy: reviewStrategy,
};

/**
 * Up to when a loop has looked: its last turn (of models also the newest version, which every day may bring), else the
 * first decision; null where nothing was decided yet.
 */
export async function lookedUntil({ db, workspaceId }: ServiceContext, loop: LoopId): Promise<Date | null> {
  const [run, version] = await Promise.all([
    db.learningRun.findFirst({ where: { workspaceId, loop }, orderBy: { ranAt: 'desc' } }),
    loop === 'models'
      ? db.learntVersion.findFirst({
          where: { workspaceId, modelId: ORDER_MODEL },
          orderBy: { version: 'desc' },
          select: { builtAt: true },
        })
      : null,
  ]);
  const last = [run?.ranAt, version?.builtAt]
    .flatMap((at) => at ?? [])
    .toSorted((a, b) => b.getTime() - a.getTime())[0];
  if (last) return last;
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
  for (const loop of LOOPS) {
    const from = await lookedUntil(ctx, loop);
    if (!from || dueAfter(loop, from) > ctx.now) continue;
    const turn = await LOOKS[loop](ctx, { from, to: ctx.now });
    if (!turn) continue;
    const { found, changed } = turn;
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
