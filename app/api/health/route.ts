import { readiness } from '@/server/services/health';

export const dynamic = 'force-dynamic';

/** 200 when the product can do its work, also when it is behind with it (`degraded`); else 503 and what is missing. */
export async function GET(): Promise<Response> {
  const { status, checks, backlog } = await readiness();
  const isReady = status !== 'unavailable';
  const headers = { 'cache-control': 'no-store', ...(isReady ? {} : { 'retry-after': '2' }) };
  return Response.json({ status, ...checks, backlog }, { status: isReady ? 200 : 503, headers });
}
