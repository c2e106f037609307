import { recordClick, type Visitor } from '@/server/services/tracking';
import { visitorOf } from '../../visitor';

type Params = { params: Promise<{ token: string }> };

async function redirect({ params }: Params, visitor: Visitor | null): Promise<Response> {
  const location = await recordClick((await params).token, visitor);
  const headers = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' };
  if (!location) return new Response('There is no such link.', { status: 404, headers });
  return new Response(null, { status: 302, headers: { ...headers, location } });
}

/** A tracked link: records the click and leads to where it led when the message was written, and nowhere else. */
export function GET(request: Request, context: Params): Promise<Response> {
  return redirect(context, visitorOf(request));
}

/** Link checkers ask without following: they learn where it leads, and nothing is recorded. */
export function HEAD(_request: Request, context: Params): Promise<Response> {
  return redirect(context, null);
}
