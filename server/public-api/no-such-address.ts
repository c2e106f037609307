import type { EventProblem } from '@/domain/events/event';

/**
 * The answer of an address beneath `/v1` or `/api` that nothing stands at, to any method: 404 in the form in which the
 * events API refuses. Programs ask here, and a page made for people would tell them that all is well.
 */
export function noSuchAddress(request: Request): Response {
  const { pathname } = new URL(request.url);
  const message = `There is nothing at ${request.method} ${pathname}.`;
  const problem: EventProblem = { code: 'not_found', field: 'path', message };
  const headers = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store' };
  return Response.json({ success: false, ...problem }, { status: 404, headers });
}
