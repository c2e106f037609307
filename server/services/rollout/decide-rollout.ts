import { z } from 'zod';
import { addDays, dayOf } from '@/domain/measurement/day-range';
import { ROLLOUT_VERDICTS, type RolloutVerdict, stepsFor } from '@/domain/rollout/course';
import { COHORTS, type Cohort, phaseOf } from '@/domain/rollout/plan';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { type CourseNow, readCourse } from './course';
import { standingHalt } from './get-rollout';
import { type JudgedGate, judgeGates } from './judge-gates';

/** The latest day a conditional go may be looked at again. */
const LONGEST_CONDITION_DAYS = 90;

export const DecideRolloutInput = z.object({
  verdict: z.enum(ROLLOUT_VERDICTS),
  /** The step it leads to, in percent of the customers; null: the rollout is over. */
  to: z.literal(COHORTS).nullable(),
  reason: z.string().trim().max(2_000),
  /** What a conditional go hangs on, and the day it is looked at again. */
  conditions: z.string().trim().max(2_000).optional(),
  reviewOn: z.iso.date().optional(),
  /** How many decisions there were when the gate was looked at. */
  seq: z.number().int().min(0),
});
export type DecideRolloutInput = z.input<typeof DecideRolloutInput>;

type Decision = z.output<typeof DecideRolloutInput>;

/**
 * A person's word at a gate: the rollout begins, goes on, goes on under conditions, stays or goes back. It is kept with the
 * gate as it stood and never rewritten. Throws forbidden; invalid without a reason, without what a conditional go asks
 * for, and for a step the verdict does not lead to; conflict when somebody decided since, or while the rollout is halted.
 */
export async function decideRollout(ctx: ServiceContext, input: DecideRolloutInput): Promise<{ seq: number }> {
  authorise(ctx, 'rollout.decide');
  const decision = DecideRolloutInput.parse(input);
  checkWords(ctx, decision);
  const now = await readCourse(ctx.db, ctx);
  await checkStep(ctx, decision, now);
  const gate = now.course.kind === 'running' ? (await judgeGates(ctx, now.course)).next : null;
  return inTransaction(ctx, (tx) => record(tx, ctx, decision, { now, gate }));
}

function checkWords(ctx: ServiceContext, { verdict, reason, conditions, reviewOn }: Decision): void {
  if (!reason) throw new ServiceError('invalid', 'Say why.', { field: 'reason' });
  if (verdict !== 'conditional') return;
  if (!conditions) throw new ServiceError('invalid', 'Say what it hangs on.', { field: 'conditions' });
  const today = dayOf(ctx.now, ctx.workspace.timezone);
  if (!reviewOn || reviewOn <= today || reviewOn > addDays(today, LONGEST_CONDITION_DAYS)) {
    const message = `Name a day within the next ${LONGEST_CONDITION_DAYS} on which it is looked at again.`;
    throw new ServiceError('invalid', message, { field: 'reviewOn' });
  }
}

async function checkStep(ctx: ServiceContext, { verdict, to, seq }: Decision, now: CourseNow): Promise<void> {
  if (now.seq !== seq) throw decidedSince();
  const { course } = now;
  if (course.kind === 'over') throw new ServiceError('conflict', 'The rollout is over: everybody may be written to.');
  const from = course.kind === 'running' ? course.cohort : null;
  if (!stepsFor(verdict, from).includes(to)) {
    throw new ServiceError('invalid', 'This verdict does not lead to that step.', { field: 'to' });
  }
  if (verdict !== 'no_go' && (await standingHalt(ctx))) {
    throw new ServiceError('conflict', 'The rollout is halted. Resume it before it goes on.');
  }
}

function decidedSince(): ServiceError {
  return new ServiceError('conflict', 'Somebody has decided since you looked. See where the rollout stands now.');
}

type Standing = { now: CourseNow; gate: JudgedGate | null };

async function record(
  tx: Db,
  ctx: ServiceContext,
  decision: Decision,
  { now, gate }: Standing,
): Promise<{ seq: number }> {
  const { workspaceId } = ctx;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`rollout:${workspaceId}`}, 0))`;
  if ((await readCourse(tx, ctx)).seq !== now.seq) throw decidedSince();
  const { verdict, to, reason, conditions, reviewOn } = decision;
  const isConditional = verdict === 'conditional';
  const from = now.course.kind === 'running' ? now.course.cohort : null;
  const seq = now.seq + 1;
  await tx.rolloutDecision.create({
    data: {
      workspaceId,
      seq,
      verdict,
      fromCohort: from,
      toCohort: to,
      reason,
      conditions: isConditional ? conditions : null,
      reviewOn: isConditional && reviewOn ? new Date(reviewOn) : null,
      recommendation: gate?.recommendation ?? null,
      gate: gate?.criteria ?? [],
      decidedById: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
      decidedAt: ctx.now,
    },
  });
  await appendAudit(tx, ctx, {
    action: actionOf(verdict, to),
    subject: `workspace:${workspaceId}`,
    payload: {
      seq,
      verdict,
      from,
      to,
      phase: to && phaseOf(to).id,
      recommendation: gate?.recommendation ?? null,
      criteria: Object.fromEntries((gate?.criteria ?? []).map(({ id, status }) => [id, status])),
      reason,
    },
  });
  return { seq };
}

function actionOf(verdict: RolloutVerdict, to: Cohort | null) {
  if (verdict === 'begin') return 'rollout.begun';
  if (verdict === 'no_go') return 'rollout.held';
  return to === null ? 'rollout.ended' : 'rollout.widened';
}
