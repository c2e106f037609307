import type { Digest } from './compose-digest';

/** What those who may change the policy are told when a language model is asked no more for a day. */
export function composeCopyCap(cap: { company: string; spent: string; policyUrl: string }): Digest {
  return {
    subject: `${cap.company}: the day’s limit for the language model is reached`,
    lines: [
      `It took ${cap.spent}.`,
      'The template writer writes until calls of the last 24 hours are below the limit again. Nothing else has changed.',
      `The limits are thresholds of the policy, under Copy: ${cap.policyUrl}`,
    ],
  };
}
