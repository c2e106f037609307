import { periodPdf } from '@/components/report/period-pdf';
import type { PeriodReport } from '@/domain/reports/period-report';
import { csvLine } from '@/domain/shared/csv-cell';
import { comparedWords, periodWords, takenWords, titleWords } from '@/lib/words/report-words';
import { PeriodReportInput, takePeriodReport } from '@/server/services/reports';
import { csvDoor } from '../csv-door';
import { fileDoor } from '../file-door';

/** The report of a week or month, as a PDF, or with `as=csv` every figure and row of it. */
export function GET(request: Request): Promise<Response> {
  const { searchParams } = new URL(request.url);
  const what = searchParams.get('kind') === 'impact' ? 'monthly-impact' : 'weekly-review';
  if (searchParams.get('as') === 'csv') {
    return csvDoor(request, what, async (ctx, params) => linesOf(await takePeriodReport(ctx, askedFor(params))));
  }
  return fileDoor(request, what, { extension: 'pdf', type: 'application/pdf' }, async (ctx, params) =>
    whole(await periodPdf(await takePeriodReport(ctx, askedFor(params)))),
  );
}

function askedFor(params: URLSearchParams) {
  return PeriodReportInput.parse({ kind: params.get('kind'), day: params.get('day') });
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function* linesOf(report: PeriodReport): AsyncGenerator<string> {
  yield csvLine(['Section', 'Table', 'Name', 'Value', 'Before or more']);
  yield csvLine(['Report', '', titleWords(report), periodWords(report), comparedWords(report), takenWords(report)]);
  for (const { title, figures, tables } of report.sections) {
    for (const { name, value, before, note } of figures)
      yield csvLine([title, '', name, value, before ?? '', note ?? '']);
    for (const { name, header, rows } of tables) {
      yield csvLine([title, name, ...header]);
      for (const row of rows) yield csvLine([title, name, ...row]);
    }
  }
}
