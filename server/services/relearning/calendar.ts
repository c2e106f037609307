import { ORDER_MODEL } from '@/domain/models/order-priors';
import { dueAfter, LOOPS, type LoopId } from '@/domain/relearning/loops';
import { plural } from '@/lib/format';
import { authorise, type ServiceContext } from '../../context';
import { lookedUntil } from './run-due';

/** One turn of a loop, as it was written down. */
export type LearningTurn = { id: string; loop: LoopId; at: Date; found: string[]; changed: string };

/** `nextAt`: when its next turn comes due; null where nothing was decided yet, from which it would count. */
export type LearningLoop = { loop: LoopId; lastAt: Date | null; nextAt: Date | null };

export type LearningCalendar = { loops: LearningLoop[]; turns: LearningTurn[] };

/** Turns shown of all loops together, the latest ones. */
const MOST = 100;

/** What was relearnt when, what it changed, and when each loop's next turn comes. Right: decisions.read. */
export async function learningCalendar(ctx: ServiceContext): Promise<LearningCalendar> {
  authorise(ctx, 'decisions.read');
  const { workspaceId, db } = ctx;
  const [runs, versions, changes] = await Promise.all([
    db.learningRun.findMany({ where: { workspaceId }, orderBy: { ranAt: 'desc' }, take: MOST }),
    db.learntVersion.findMany({
      where: { workspaceId, modelId: ORDER_MODEL },
      orderBy: { version: 'desc' },
      take: MOST,
      select: { version: true, rows: true, builtAt: true, verdict: true, reason: true },
    }),
    db.learntChange.findMany({ where: { workspaceId, modelId: ORDER_MODEL }, orderBy: { seq: 'desc' }, take: MOST }),
  ]);
  const learnt = versions.map(
    ({ version, rows, builtAt, verdict, reason }): LearningTurn => ({
      id: `models-${version}`,
      loop: 'models',
      at: builtAt,
      found: [`Version ${version}, from ${plural(rows, 'decision')} with a known outcome.`],
      changed: verdict === 'in_force' ? `It came into force: ${reason}` : `Nothing: ${reason}`,
    }),
  );
  const chosen = changes
    .filter(({ cause }) => cause !== 'built')
    .map(
      ({ seq, version, changedAt, reason }): LearningTurn => ({
        id: `change-${seq}`,
        loop: 'models',
        at: changedAt,
        found: [version === null ? 'Assumptions took the place of what was learnt.' : `Version ${version} was chosen.`],
        changed: reason,
      }),
    );
  const run = runs.flatMap(({ id, loop: named, ranAt, found, changed }): LearningTurn[] => {
    const loop = LOOPS.find((known) => known === named);
    return loop ? [{ id, loop, at: ranAt, found, changed }] : [];
  });
  // What a person chose is listed, and no turn: the next one does not wait for it.
  const own = [...run, ...learnt].toSorted(byTime);
  const loops = await Promise.all(LOOPS.map((loop) => standingOf(ctx, loop, own)));
  return { loops, turns: [...own, ...chosen].toSorted(byTime).slice(0, MOST) };
}

function byTime(one: LearningTurn, other: LearningTurn): number {
  return other.at.getTime() - one.at.getTime();
}

async function standingOf(ctx: ServiceContext, loop: LoopId, own: readonly LearningTurn[]): Promise<LearningLoop> {
  const since = await lookedUntil(ctx, loop);
  return { loop, lastAt: own.find((turn) => turn.loop === loop)?.at ?? null, nextAt: since && dueAfter(loop, since) };
}
