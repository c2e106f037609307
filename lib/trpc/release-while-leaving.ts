import type { inferRouterInputs } from '@trpc/server';
import type { AppRouter } from '@/server/trpc/root';

type Inputs = inferRouterInputs<AppRouter>;

/**
 * Lets go of a decision while the page may be going away: the request leaves at once, by itself, and arrives without the
 * page. The client's own calls wait a turn to travel together, which a page that goes does not have. What does not
 * arrive runs out by itself, so nobody waits for the answer.
 */
export function releaseWhileLeaving(input: Inputs['review']['release']): void {
  fetch('/api/trpc/review.release', {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json' },
    // As superjson writes what JSON can hold.
    body: JSON.stringify({ json: input }),
  }).catch(() => {});
}
