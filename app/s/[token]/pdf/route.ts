import { scorecardPdf } from '@/components/report/scorecard-pdf';
import type { ScorecardReport } from '@/domain/reports/scorecard-report';
import { inDocumentTurn } from '@/server/document-turns';
import { HTTP_STATUS, ServiceError } from '@/server/errors';
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
      return inDocumentTurn(() => scorecardPdf(report)).then((drawn) => file(drawn, report), refusal);
    },
    () => new Response('The database does not answer. Try again in a moment.\n', { status: 503, headers: PRIVATE }),
  );
}

function file(drawn: Buffer, { company, from, to }: ScorecardReport): Response {
  const whose = company
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  const name = ['scorecard', whose, from, 'to', to].filter(Boolean).join('-');
  return new Response(new Uint8Array(drawn), {
    headers: {
      ...PRIVATE,
      'Content-Type': 'application/pdf',
      'Content-Disposition': `attachment; filename="${name}.pdf"`,
    },
  });
}

function refusal(error: unknown): Response {
  if (!(error instanceof ServiceError)) throw error;
  const { code, message, details } = error;
  const headers = { ...PRIVATE, 'Retry-After': `${details.retryAfterSeconds ?? 1}` };
  return new Response(`${message}\n`, { status: HTTP_STATUS[code], headers });
}
