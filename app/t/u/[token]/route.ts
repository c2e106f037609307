import { type UnsubscribeAction, unsubscribePage } from '@/components/unsubscribe/unsubscribe-page';
import { withBoundedBody } from '@/server/public-api/bounded-body';
import { unlessAway } from '@/server/public-api/unless-away';
import { findSubscription, recordUnsubscribe, type Subscription, undoUnsubscribe } from '@/server/services/tracking';
import { page, words } from '../../answers';

type Params = { params: Promise<{ token: string }> };

/** A form of ours is a few dozen octets. */
const MAX_BODY = 10_000;

function standing(subscription: Subscription | null, isDone: boolean): Response {
  const html = unsubscribePage(subscription ? { kind: 'known', ...subscription, isDone } : { kind: 'unknown' });
  return page(html, subscription ? 200 : 404);
}

const awayPage = (asked: UnsubscribeAction | null) => page(unsubscribePage({ kind: 'away', asked }), 503);

/** Shows where the visitor stands. Mail scanners follow every link, so that looking never changes anything. */
export async function GET(_request: Request, { params }: Params): Promise<Response> {
  const { token } = await params;
  return unlessAway(
    async () => standing(await findSubscription(token), false),
    () => awayPage(null),
  );
}

/**
 * Acts: at once and without a page for a mail program's one-click (RFC 8058), with a confirmation for the form. Whoever
 * cannot be written down for the moment is told so, never thanked.
 */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const { token } = await params;
  const bounded = await withBoundedBody(request, MAX_BODY);
  if (!bounded) return words(`A form of more than ${MAX_BODY / 1000} kB is not read.`, 413);
  const form = await bounded.formData().catch(() => null);
  if (!form) return words('Send a form: List-Unsubscribe=One-Click.', 400);
  if (form.get('List-Unsubscribe') === 'One-Click') return oneClick(token);
  const action = form.get('action');
  if (action === 'unsubscribe' || action === 'resubscribe') return fromPage(token, action);
  return words('Send List-Unsubscribe=One-Click to unsubscribe.', 400);
}

function oneClick(token: string): Promise<Response> {
  return unlessAway(
    async () => {
      const subscription = await recordUnsubscribe(token, 'one_click');
      return subscription ? words('Unsubscribed.', 200) : words('There is no such link.', 404);
    },
    () => words('Not unsubscribed yet: this could not be written down just now. Try again in a moment.', 503),
  );
}

function fromPage(token: string, action: UnsubscribeAction): Promise<Response> {
  const act = () => (action === 'unsubscribe' ? recordUnsubscribe(token, 'page') : undoUnsubscribe(token));
  return unlessAway(
    async () => standing(await act(), true),
    () => awayPage(action),
  );
}
