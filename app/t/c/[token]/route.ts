import { linkWaitsPage } from '@/components/plain-page/pages';
import { unlessAway } from '@/server/public-api/unless-away';
import { recordClick, type Visitor } from '@/server/services/tracking';
import { page, words } from '../../answers';
import { visitorOf } from '../../visitor';

type Params = { params: Promise<{ token: string }> };

async function redirect({ params }: Params, visitor: Visitor | null): Promise<Response> {
  const { token } = await params;
  return unlessAway(
    async () => {
      const location = await recordClick(token, visitor);
      if (!location) return words('There is no such link.', 404);
      const answer = words('', 302);
      answer.headers.set('location', location);
      return answer;
    },
    () => page(linkWaitsPage(), 503),
  );
}

/** A tracked link: records the click and leads to where it led when the message was written, and nowhere else. */
export function GET(request: Request, context: Params): Promise<Response> {
  return redirect(context, visitorOf(request));
}

/** Link checkers ask without following: they learn where it leads, and nothing is recorded. */
export function HEAD(_request: Request, context: Params): Promise<Response> {
  return redirect(context, null);
}
