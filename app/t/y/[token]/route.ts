import { optInPage } from '@/components/opt-in/opt-in-page';
import { clientAddress } from '@/server/auth/client-address';
import { withBoundedBody } from '@/server/public-api/bounded-body';
import { unlessAway } from '@/server/public-api/unless-away';
import { confirmByLink, findOptIn, type OptInPage } from '@/server/services/preferences';
import { page, words } from '../../answers';

type Params = { params: Promise<{ token: string }> };

/** A form of ours is a few dozen octets. */
const MAX_BODY = 10_000;

function standing(found: OptInPage | null): Response {
  return page(optInPage(found ? { kind: 'known', ...found } : { kind: 'unknown' }), found ? 200 : 404);
}

/** Shows what can be confirmed. Mail scanners follow every link, so that looking never confirms anything. */
export async function GET(_request: Request, { params }: Params): Promise<Response> {
  const { token } = await params;
  return unlessAway(
    async () => standing(await findOptIn(token)),
    () => page(optInPage({ kind: 'away', isAsked: false }), 503),
  );
}

/** Confirms, with the button of the page alone. */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const { token } = await params;
  const bounded = await withBoundedBody(request, MAX_BODY);
  if (!bounded) return words(`A form of more than ${MAX_BODY / 1000} kB is not read.`, 413);
  const form = await bounded.formData().catch(() => null);
  if (form?.get('action') !== 'confirm') return words('Send the form of the confirmation page.', 400);
  const speaker = {
    address: clientAddress((name) => request.headers.get(name)),
    userAgent: request.headers.get('user-agent'),
  };
  return unlessAway(
    async () => standing(await confirmByLink(token, speaker)),
    () => page(optInPage({ kind: 'away', isAsked: true }), 503),
  );
}
