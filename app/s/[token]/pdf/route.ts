import { scorecardPdf } from '@/components/report/scorecard-pdf';
import { unlessAway } from '@/server/public-api/unless-away';
import { openShared } from '@/server/services/reports';

type Params = { params: Promise<{ token: string }> };

const PRIVATE = { 'Cache-Control': 'private, no-store', 'X-Content-Type-Options': 'nosniff' };

/** The scorecard behind an address, as a file. */
export async function GET(_request: Request, { params }: Params): Promise<Response> {
  const { token } = await params;
  return unlessAway(
    async () => {
      const shared = await openShared(token);
      if (!shared) return new Response('This address leads to no scorecard.\n', { status: 404, headers: PRIVATE });
      const { report } = shared;
      return new Response(new Uint8Array(await scorecardPdf(report)), {
        headers: {
          ...PRIVATE,
          'Content-Type': 'application/pdf',
          'Content-Disposition': `attachment; filename="scorecard-${report.from}-${report.to}.pdf"`,
        },
      });
    },
    () => new Response('The database does not answer. Try again in a moment.\n', { status: 503, headers: PRIVATE }),
  );
}
