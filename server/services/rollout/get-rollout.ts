import { HALT_TARGET } from '@/domain/rollout/halt';
import { type Cohort, type PhaseId, phaseOf } from '@/domain/rollout/plan';
import { authorise, type ServiceContext } from '../../context';
import { readCourse } from './course';
import { type JudgedGates, judgeGates } from './judge-gates';

/** A halt that stands: nothing leaves until somebody ends the stop. */
export type Halt = { stopId: string; reason: string; at: Date };

/** What the last decision made the step hang on, and the day it is looked at again (YYYY-MM-DD). */
export type Conditions = { text: string; reviewOn: string; isDue: boolean };

/** Where a rollout stands. `seq` is quoted by whoever decides on what they saw. */
export type Rollout = { seq: number; currency: string; timezone: string; asOf: Date } & (
  | { kind: 'none' }
  | { kind: 'over'; since: Date }
  | {
      kind: 'running';
      phase: PhaseId;
      cohort: Cohort;
      cohortSince: Date;
      phaseSince: Date;
      halt: Halt | null;
      conditions: Conditions | null;
      gates: JudgedGates;
    }
);

/** Where the rollout stands, with the gates before it by the figures of now. Throws forbidden. */
export async function getRollout(ctx: ServiceContext): Promise<Rollout> {
  authorise(ctx, 'rollout.read');
  const { course, seq } = await readCourse(ctx.db, ctx);
  const { timezone, currency } = ctx.workspace;
  const base = { seq, currency, timezone, asOf: ctx.now };
  if (course.kind !== 'running') return { ...base, ...course };
  const [halt, conditions, gates] = await Promise.all([
    standingHalt(ctx),
    conditionsOf(ctx, seq),
    judgeGates(ctx, course),
  ]);
  return { ...base, ...course, phase: phaseOf(course.cohort).id, halt, conditions, gates };
}

/** The step a running rollout is at. */
export type RolloutStep = { cohort: Cohort; halt: Halt | null };

/**
 * The step of a running rollout without a look at its gates, which take all figures; null where none is running. Throws
 * forbidden.
 */
export async function stepInForce(ctx: ServiceContext): Promise<RolloutStep | null> {
  authorise(ctx, 'rollout.read');
  const [{ course }, halt] = await Promise.all([readCourse(ctx.db, ctx), standingHalt(ctx)]);
  return course.kind === 'running' ? { cohort: course.cohort, halt } : null;
}

/** The halt that stands, if one does. */
export async function standingHalt({
  db,
  workspaceId,
}: Pick<ServiceContext, 'db' | 'workspaceId'>): Promise<Halt | null> {
  const stop = await db.killSwitch.findFirst({
    where: { workspaceId, scope: 'workspace', target: HALT_TARGET, resumedAt: null },
    select: { id: true, reason: true, stoppedAt: true },
  });
  return stop && { stopId: stop.id, reason: stop.reason, at: stop.stoppedAt };
}

async function conditionsOf(ctx: ServiceContext, seq: number): Promise<Conditions | null> {
  const last = await ctx.db.rolloutDecision.findUnique({
    where: { workspaceId_seq: { workspaceId: ctx.workspaceId, seq } },
    select: { conditions: true, reviewOn: true },
  });
  if (!last?.conditions || !last.reviewOn) return null;
  const reviewOn = last.reviewOn.toISOString().slice(0, 10);
  return { text: last.conditions, reviewOn, isDue: last.reviewOn <= ctx.now };
}
