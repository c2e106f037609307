import type { Visitor } from '@/server/services/tracking';

const ANNOUNCED = ['purpose', 'sec-purpose', 'x-purpose', 'x-moz'];

/** What a request tells of who made it. */
export function visitorOf(request: Request): Visitor {
  const isPrefetch = ANNOUNCED.some((name) => /prefetch|prerender|preview/i.test(request.headers.get(name) ?? ''));
  return { userAgent: request.headers.get('user-agent'), isPrefetch };
}
