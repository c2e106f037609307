import { z } from 'zod';

/** A number with what it means; bounds keep a policy from being nonsense, not from being strict. */
export function figure(initial: number, min: number, max: number, doc: string, unit: string) {
  return z.number().min(min).max(max).default(initial).meta({ description: doc, unit });
}

/** A figure that is counted, not measured. */
export function whole(initial: number, min: number, max: number, doc: string, unit: string) {
  return z.number().int().min(min).max(max).default(initial).meta({ description: doc, unit });
}

/** Money in minor units of the workspace's currency. */
export const cents = (initial: number, doc: string) => whole(initial, 0, 1_000_000_000, doc, 'cents');
