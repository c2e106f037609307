import { plural } from '../shared/plural';
import type { Digest } from './compose-digest';

/** What those who look after the figures are told when some are not as usual: each in words, what it came from, where to look. */
export function composeUnusual(told: {
  company: string;
  figures: readonly { name: string; words: string; from: string | null }[];
  pageUrl: string;
}): Digest {
  const [first] = told.figures;
  const what =
    told.figures.length === 1 && first
      ? `“${first.name}” is unusual`
      : `${plural(told.figures.length, 'figure')} are unusual`;
  return {
    subject: `${told.company}: ${what}`,
    lines: [
      ...told.figures.map(({ words, from }) => (from ? `${words}. ${from}.` : `${words}.`)),
      `What was expected, since when, and what was done about it: ${told.pageUrl}`,
    ],
  };
}
