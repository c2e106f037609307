import { QUALITY_TARGET } from '../events/quality';
import type { Digest } from './compose-digest';

/** What admins are told when the data of a source is worse than the target; scores are 0..1. */
export function composeQuality(told: {
  company: string;
  poor: readonly { name: string; score: number }[];
  pageUrl: string;
}): Digest {
  const percent = (share: number) => `${(Math.floor(share * 1000) / 10).toFixed(1)}%`;
  return {
    subject: `${told.company}: data that comes in needs a look`,
    lines: [
      ...told.poor.map(
        ({ name, score }) => `Source “${name}” scores ${percent(score)}; the target is ${percent(QUALITY_TARGET)}.`,
      ),
      `What is wrong, by part: ${told.pageUrl}`,
    ],
  };
}
