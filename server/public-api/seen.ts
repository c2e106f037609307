import { z } from 'zod';
import { recordShowing } from '../services/web';
import { boundedBody } from './bounded-body';
import { unlessAway } from './unless-away';

const MAX_BYTES = 1024;
const Report = z.object({ token: z.string().max(200), event: z.enum(['shown', 'dismissed']) });

/** The token is the proof, and the answer tells nothing: pages of any origin may report. */
const CORS = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store' };
const PREFLIGHT = {
  ...CORS,
  'Access-Control-Allow-Methods': 'POST, OPTIONS',
  'Access-Control-Allow-Headers': 'Content-Type',
  'Access-Control-Max-Age': '86400',
};

export function preflightSeen(): Response {
  return new Response(null, { status: 204, headers: PREFLIGHT });
}

/** A page's report that what it was given was seen or closed. Counted once, however often it comes. */
export async function seen(request: Request): Promise<Response> {
  const bytes = await boundedBody(request, MAX_BYTES);
  const report = bytes ? reportIn(bytes) : null;
  if (!report) return answer(400);
  return unlessAway(
    async () => answer((await recordShowing(report.token, report.event)) ? 204 : 404),
    () => answer(503),
  );
}

function reportIn(bytes: Uint8Array): z.infer<typeof Report> | null {
  try {
    return Report.safeParse(JSON.parse(Buffer.from(bytes).toString('utf8'))).data ?? null;
  } catch {
    return null;
  }
}

function answer(status: number): Response {
  return new Response(null, { status, headers: CORS });
}
