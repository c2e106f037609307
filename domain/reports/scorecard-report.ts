import { z } from 'zod';
import { TONES } from './tones';

const Verdict = z.object({ word: z.string(), tone: z.enum(TONES) });

/**
 * The scorecard of a period as it stood at a moment, every figure in the words that were shown then: what is printed,
 * shared and mailed. It holds nothing of a customer, and says the same for ever.
 */
export const ScorecardReport = z.object({
  company: z.string(),
  /** Days of the workspace's calendar, first and last. */
  from: z.iso.date(),
  to: z.iso.date(),
  compared: z.object({ from: z.iso.date(), to: z.iso.date() }),
  timezone: z.string(),
  currency: z.string(),
  /** The workspace's clock when it was taken, and whether that is the time of the world. */
  asOf: z.iso.datetime(),
  isVirtual: z.boolean(),
  /** What has to be known of where the figures come from: "All touches are demo data." Null where they are real. */
  origin: z.string().nullable(),
  hero: z.object({
    value: z.string(),
    sentence: z.string(),
    verdict: Verdict,
    baseline: z.string(),
    target: z.string(),
    /** Share of the way from baseline to target, 0..1 and beyond; null where it cannot be told, or may be chance. */
    way: z.number().nullable(),
    /** The value day by day; null where there was nothing to divide by. In minor units, fractions too. */
    course: z.array(z.object({ day: z.iso.date(), value: z.number().nullable() })),
  }),
  caused: z.object({ value: z.string().nullable(), verdict: Verdict.nullable(), words: z.string() }),
  groups: z.array(
    z.object({
      name: z.string(),
      rows: z.array(
        z.object({
          name: z.string(),
          baseline: z.string(),
          now: z.string(),
          target: z.string(),
          before: z.string(),
          verdict: Verdict,
          /** "6 of about 40 needed"; null where there is a verdict. */
          missing: z.string().nullable(),
        }),
      ),
    }),
  ),
  rollout: z.object({
    step: z.string(),
    isHalted: z.boolean(),
    /** The next gate: what it leads to, what the figures advise and why. Null where none is ahead. */
    gate: z
      .object({
        title: z.string(),
        advice: Verdict,
        why: z.string(),
        criteria: z.array(z.object({ name: z.string(), verdict: Verdict })),
      })
      .nullable(),
  }),
  safety: z.array(z.object({ name: z.string(), value: z.string(), note: z.string().nullable() })),
});
export type ScorecardReport = z.infer<typeof ScorecardReport>;
export type Verdict = z.infer<typeof Verdict>;
