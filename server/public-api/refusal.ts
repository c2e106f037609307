import type { EventProblem } from '@/domain/events/event';

/** A request of the public API that is refused as a whole. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly problem: EventProblem,
    readonly headers: Record<string, string> = {},
  ) {
    super(problem.message);
  }
}
