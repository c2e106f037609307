import { z } from 'zod';
import { COPY_OUTCOMES } from './outcome';

/** How some words came to be: what was asked of which model, and what that took. */
export const Writing = z.object({
  /** How the attempt ended; all but `written` mean that the template writer's words were taken. */
  outcome: z.enum(COPY_OUTCOMES),
  /** Null, like the two below, where no model was asked. */
  provider: z.string().nullable(),
  model: z.string().nullable(),
  promptVersion: z.number().int().nullable(),
  /** SHA-256 of the brief, canonically written: same hash, same question. */
  inputHash: z.string(),
  inputTokens: z.number().int().nullable(),
  outputTokens: z.number().int().nullable(),
  /** Millionths of a US dollar; null where no price is set. */
  costMicros: z.number().int().nullable(),
});
export type Writing = z.infer<typeof Writing>;
