import { z } from 'zod';
import { scorecardPdf } from '@/components/report/scorecard-pdf';
import { inDocumentTurn } from '@/server/document-turns';
import { ScorecardInput, takeScorecard } from '@/server/services/reports';
import { fileDoor } from '../file-door';

const Query = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  compareFrom: z.iso.date().optional(),
  compareTo: z.iso.date().optional(),
});

/** The scorecard of a range of days on one page, as a PDF. */
export function GET(request: Request): Promise<Response> {
  return fileDoor(request, 'scorecard', { extension: 'pdf', type: 'application/pdf' }, async (ctx, params) => {
    const { from, to, compareFrom, compareTo } = Query.parse(Object.fromEntries(params));
    const compare = compareFrom && compareTo ? { from: compareFrom, to: compareTo } : undefined;
    const report = await takeScorecard(ctx, ScorecardInput.parse({ range: { from, to }, compare }));
    return { days: report, pieces: whole(await inDocumentTurn(() => scorecardPdf(report))) };
  });
}

async function* whole(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
