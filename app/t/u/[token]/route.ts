import { unsubscribePage } from '@/components/unsubscribe/unsubscribe-page';
import { findSubscription, recordUnsubscribe, type Subscription, undoUnsubscribe } from '@/server/services/tracking';

type Params = { params: Promise<{ token: string }> };

const SECURITY = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-robots-tag': 'noindex',
};
/** A form of ours is a few dozen octets. */
const MAX_BODY = 10_000;

function page(subscription: Subscription | null, isDone: boolean): Response {
  const html = unsubscribePage(subscription ? { kind: 'known', ...subscription, isDone } : { kind: 'unknown' });
  const headers = { ...SECURITY, 'content-type': 'text/html; charset=utf-8' };
  return new Response(html, { status: subscription ? 200 : 404, headers });
}

function words(text: string, status: number): Response {
  return new Response(text, { status, headers: { ...SECURITY, 'content-type': 'text/plain; charset=utf-8' } });
}

/** Shows where the visitor stands. Mail scanners follow every link, so that looking never changes anything. */
export async function GET(_request: Request, { params }: Params): Promise<Response> {
  return page(await findSubscription((await params).token), false);
}

/** Acts: at once and without a page for a mail program's one-click (RFC 8058), with a confirmation for the form. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const { token } = await params;
  const form = await readForm(request);
  if (!form) return words('Send a form: List-Unsubscribe=One-Click.', 400);
  if (form.get('List-Unsubscribe') === 'One-Click') {
    const subscription = await recordUnsubscribe(token, 'one_click');
    return subscription ? words('Unsubscribed.', 200) : words('There is no such link.', 404);
  }
  if (form.get('action') === 'unsubscribe') return page(await recordUnsubscribe(token, 'page'), true);
  if (form.get('action') === 'resubscribe') return page(await undoUnsubscribe(token), true);
  return words('Send List-Unsubscribe=One-Click to unsubscribe.', 400);
}

async function readForm(request: Request): Promise<FormData | null> {
  if (Number(request.headers.get('content-length') ?? 0) > MAX_BODY) return null;
  try {
    return await request.formData();
  } catch {
    return null;
  }
}
