import type { PeriodReport } from '../reports/period-report';
import type { Digest } from './compose-digest';

/** What those who get a report of a period read in their mail: what to know, and where the whole of it is. */
export function composeReport(
  { company, title, lead, origin }: PeriodReport,
  { period, url }: { period: string; url: string },
): Digest {
  return {
    subject: `${company}: ${title.toLowerCase()}, ${period}`,
    lines: [
      ...lead.map(({ text }) => text),
      ...(origin ? [origin] : []),
      `The whole report, to read, print or save: ${url}`,
    ],
  };
}
