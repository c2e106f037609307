import { answerWithin } from '@/server/database-away';
import { recordOpen } from '@/server/services/tracking';
import { visitorOf } from '../../visitor';

type Params = { params: Promise<{ token: string }> };

const PIXEL = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');

/** Somebody's mail is waiting for the image. */
const RECORD_WITHIN_MS = 3_000;

function pixel(body: Buffer | null): Response {
  const headers = { 'content-type': 'image/gif', 'content-length': String(PIXEL.length), 'cache-control': 'no-store' };
  return new Response(body && new Uint8Array(body), { headers });
}

/** The open pixel. It is always an image: a broken one would show in somebody's mail. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const token = (await params).token.replace(/\.gif$/, '');
  try {
    await answerWithin(RECORD_WITHIN_MS, () => recordOpen(token, visitorOf(request)));
  } catch {
    // An open that cannot be written down is lost; the reader must not notice.
  }
  return pixel(PIXEL);
}

export function HEAD(): Response {
  return pixel(null);
}
