/**
 * What is timed. `asked`: a decision somebody waited for (a page, a programme, a person). `swept`: a decision the product took
 * by itself; each of a batch counts with the time of the whole batch. `events`: from receiving an event to customers,
 * carts and orders knowing of it. `dispatch`: from the moment a message may leave to its being taken up. `reports`: from a
 * provider's report to its being worked in.
 */
export const SERVICE_KINDS = ['asked', 'swept', 'events', 'dispatch', 'reports'] as const;
export type ServiceKind = (typeof SERVICE_KINDS)[number];

export const DECISION_KINDS = ['asked', 'swept'] as const satisfies readonly ServiceKind[];
export const QUEUE_KINDS = ['events', 'dispatch', 'reports'] as const satisfies readonly ServiceKind[];

/** Steps in which a time doubles: each step is 9 % longer than the one before. */
const STEPS_PER_DOUBLING = 8;
/** 49 days; what takes longer counts as this. */
const LONGEST_STEP = STEPS_PER_DOUBLING * 32;

/** Times of pieces of work, as how many ended on which step of the scale: places are steps, the last one is not zero. */
export type Times = readonly number[];

/** The step a time in milliseconds counts on: the first that is not shorter. */
export function stepOf(ms: number): number {
  if (!(ms > 1)) return 0;
  return Math.min(LONGEST_STEP, Math.ceil(Math.log2(ms) * STEPS_PER_DOUBLING - 1e-9));
}

/** How many pieces of work were timed. */
export function countOf(times: Times): number {
  return times.reduce((sum, count) => sum + count, 0);
}

/**
 * The time in milliseconds that this share (0..1) of the pieces of work kept within: the end of the step it falls on, so
 * that it says up to 9 % too much and never too little. Null where nothing was timed.
 */
export function percentile(times: Times, share: number): number | null {
  const count = countOf(times);
  if (count === 0) return null;
  const rank = Math.max(1, Math.ceil(share * count - 1e-9));
  let passed = 0;
  for (const [step, here] of times.entries()) {
    passed += here;
    if (passed >= rank) return 2 ** (step / STEPS_PER_DOUBLING);
  }
  return null;
}

/** Both together. */
export function addTimes(one: Times, other: Times): number[] {
  const length = Math.max(one.length, other.length);
  return Array.from({ length }, (_, step) => (one[step] ?? 0) + (other[step] ?? 0));
}

/** With so many more that took this long. */
export function withTime(times: Times, ms: number, count: number): number[] {
  const step = stepOf(ms);
  return addTimes(times, [...Array.from({ length: step }, () => 0), count]);
}
