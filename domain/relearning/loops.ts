import { after, DAY, HOUR, hourOf, MINUTE } from '../shared/time';

/**
 * What is looked at again by the calendar. `guardrails`: what each stopped, what people let through all the same, what it
 * missed. `prompts`: whether words that leave say what people rejected. `models`: what outcomes teach. `strategy`: the new
 * holdout of a quarter, and whether policy and targets still fit.
 */
export const LOOPS = ['guardrails', 'prompts', 'models', 'strategy'] as const;
export type LoopId = (typeof LOOPS)[number];

/** Days between two turns; models also learn in between, whenever there are new outcomes. The strategy's come with each quarter of the calendar (UTC), as its holdout does. */
export const LOOP_DAYS: Readonly<Record<Exclude<LoopId, 'strategy'>, number>> = {
  guardrails: 7,
  prompts: 14,
  models: 30,
};

/** Loops whose turn is due are run at this minute of every hour, so that one missed is made up for. */
export const TURN_MINUTE = 35;

/** When a turn that is due at an instant is run: then, or at the next such minute; of one due in the past, after `now`. */
export function runsAt(due: Date, now: Date): Date {
  const from = due > now ? due : now;
  const thisHour = after(hourOf(from), TURN_MINUTE * MINUTE);
  return thisHour >= from ? thisHour : after(thisHour, HOUR);
}

/** When a loop's next turn is due after the last one, or after the first decision where there was none. */
export function dueAfter(loop: LoopId, at: Date): Date {
  if (loop !== 'strategy') return after(at, LOOP_DAYS[loop] * DAY);
  const quarter = Math.floor(at.getUTCMonth() / 3);
  return new Date(Date.UTC(at.getUTCFullYear(), (quarter + 1) * 3, 1));
}
