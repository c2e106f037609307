import { periodPdf } from '@/components/report/period-pdf';
import type { PeriodReport } from '@/domain/reports/period-report';
import { csvLine } from '@/domain/shared/csv-cell';
import { inDocumentTurn } from '@/server/document-turns';
import { PeriodReportInput, takePeriodReport } from '@/server/services/reports';
import { csvDoor } from '../csv-door';
import { fileDoor } from '../file-door';

/** The report of a week or month, as a PDF, or with `as=csv` every figure and row of it. */
export function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const what = searchParams.get('kind') === 'impact' ? 'monthly-impact' : 'weekly-review';
  if (searchParams.get('as') === 'csv') {
    return csvDoor(request, what, async (ctx, params) => {
      const report = await takePeriodReport(ctx, askedFor(params));
      return { days: report, pieces: linesOf(report) };
    });
  }
  return fileDoor(request, what, { extension: 'pdf', type: 'application/pdf' }, async (ctx, params) => {
    const report = await takePeriodReport(ctx, askedFor(params));
    return { days: report, pieces: whole(await inDocumentTurn(() => periodPdf(report))) };
  });
}

function askedFor(params: URLSearchParams) {
  return PeriodReportInput.parse({ kind: params.get('kind'), day: params.get('day') });
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function* linesOf(report: PeriodReport): AsyncGenerator<string> {
  const { title: name, company, isOpen, from, to, compared, asOf, timezone } = report;
  yield csvLine([`# ${name} of ${company}${isOpen ? ', so far' : ''}, as of ${asOf}`]);
  yield csvLine([
    `# Days: ${from} to ${to}, beside ${compared.from} to ${compared.to}; they are those of ${timezone}.`,
  ]);
  if (report.origin) yield csvLine([`# ${report.origin}`]);
  yield csvLine(['Section', 'Table', 'Name', 'Value', 'Before or more']);
  for (const { title, figures, tables } of report.sections) {
    for (const { name, value, before, note } of figures)
      yield csvLine([title, '', name, value, before ?? '', note ?? '']);
    for (const { name, header, rows } of tables) {
      yield csvLine([title, name, ...header]);
      for (const row of rows) yield csvLine([title, name, ...row]);
    }
  }
}
