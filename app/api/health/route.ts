import { readiness } from '@/server/services/health';

export const dynamic = 'force-dynamic';

/** 200 when the product can do its work; else 503 and what is missing. */
export async function GET(): Promise<Response> {
  const { ready, checks } = await readiness();
  const headers = { 'cache-control': 'no-store', ...(ready ? {} : { 'retry-after': '2' }) };
  return Response.json({ status: ready ? 'ready' : 'unavailable', ...checks }, { status: ready ? 200 : 503, headers });
}
