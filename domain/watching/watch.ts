/**
 * How a figure is watched. Every figure that has this is compared, each hour, with what its own past lets expect; see
 * docs/adr, "what is unusual".
 */
export type Watch = {
  /** Fewer than so many events, expected and counted, are too few to judge: of a rate, fewer cases to divide by. */
  readonly floor: number;
  /**
   * Hours until what people do with a message has been done, nearly all of it. The window that is judged ends so long
   * ago: an hour whose clicks are still to come is no bad hour.
   */
  readonly settleHours?: number;
  /** Counted from its misses, where nearly all are hits: a delivery rate is watched by what did not arrive. */
  readonly byMisses?: true;
};

/** Lengths of the windows that are judged, in hours: the last closed one, a day, and three days for what is slow. */
export const WINDOW_HOURS = [1, 24, 72] as const;
export type WindowHours = (typeof WINDOW_HOURS)[number];

/** Weeks looked back on, and how many of them there have to be. */
export const WEEKS = 8;
export const LEAST_WEEKS = 3;
/** Days before a window that say how high the figure stands by then, and the highest and lowest that are left out of it. */
export const LEVEL_DAYS = 14;
export const LEVEL_TRIMMED = 3;

/**
 * Standard deviations from what is expected at which people are told. Two are the least that is ever looked at; with a
 * dozen figures, three windows and 168 hours a week, two would be an alarm an hour. Measured in docs/adr.
 */
export const TOLD_FROM: Readonly<Record<WindowHours, number>> = { 1: 4.5, 24: 3.4, 72: 3.4 };
/** Within so many standard deviations a figure is as usual. */
export const USUAL_WITHIN = 2;
/** A figure that differs by a smaller part of what was expected is not worth a word, however sure. */
export const LEAST_CHANGE = 0.25;
