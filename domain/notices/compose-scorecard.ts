import type { ScorecardReport } from '../reports/scorecard-report';
import type { Digest } from './compose-digest';

/** What those who get the scorecard of a month read in their mail: the one number, what it rests on, and the sheet. */
export function composeScorecard(report: ScorecardReport, { month, url }: { month: string; url: string }): Digest {
  const { company, hero, caused, origin } = report;
  const effect =
    caused.value === null ? caused.words : `Caused by the touches: ${caused.value} a touch. ${caused.words}`;
  return {
    subject: `${company}: scorecard of ${month}, ${hero.value} a touch`,
    lines: [
      `${hero.sentence} (${hero.verdict.word})`,
      effect,
      ...report.safety.slice(0, 3).map(({ name, value }) => `${name}: ${value}`),
      ...(origin ? [origin] : []),
      `The whole sheet, to read, print or save as a PDF: ${url}`,
    ],
  };
}
