import { z } from 'zod';

/**
 * A number with what it means; bounds keep a policy from being nonsense, not from being strict. `title` is its name in
 * forms and differences, where the one made of its key would read badly.
 */
export function figure(initial: number, min: number, max: number, doc: string, unit: string, title?: string) {
  return z
    .number()
    .min(min)
    .max(max)
    .default(initial)
    .meta({ description: doc, unit, ...(title && { title }) });
}

/** A figure that is counted, not measured. */
export function whole(initial: number, min: number, max: number, doc: string, unit: string, title?: string) {
  return z
    .number()
    .int()
    .min(min)
    .max(max)
    .default(initial)
    .meta({ description: doc, unit, ...(title && { title }) });
}

/** The largest amount a policy can name, in minor units. */
export const MOST_CENTS = 1_000_000_000;

/** Money in minor units of the workspace's currency; `initial` is in US cents (see default-policy). */
export const cents = (initial: number, doc: string, title?: string) =>
  whole(initial, 0, MOST_CENTS, doc, 'cents', title);
