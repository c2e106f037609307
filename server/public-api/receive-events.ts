import type { EventProblem, EventType } from '@/domain/events/event';
import { readBody } from '@/domain/events/read-body';
import { noteStrain } from '../come-again';
import { answerWithin, RETRY_AFTER_SECONDS } from '../database-away';
import { ServiceError } from '../errors';
import { type IngestResult, ingest, keepUnreadable } from '../services/events';
import { spend } from './rate-limit';
import { readBytes } from './read-bytes';
import { Refusal } from './refusal';
import { accessOf, keyOfHeader } from './write-key';

type Kind = EventType | 'batch';

/** Browsers of any shop may send events: a write key can do nothing else. */
const CORS = { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'no-store' };
const PREFLIGHT = {
  ...CORS,
  'Access-Control-Allow-Methods': 'POST, OPTIONS',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type, Content-Encoding, X-Retry-Count',
  'Access-Control-Max-Age': '86400',
};
/** A database that does not answer is as good as away; a client that waits longer gives up by itself. */
const ANSWER_WITHIN_MS = 5_000;

/** Handlers of one address of the events API. */
export function eventsRoute(kind: Kind): { POST: (request: Request) => Promise<Response>; OPTIONS: () => Response } {
  return {
    POST: (request) => receive(request, kind),
    OPTIONS: () => new Response(null, { status: 204, headers: PREFLIGHT }),
  };
}

async function receive(request: Request, kind: Kind): Promise<Response> {
  try {
    const bytes = await readBytes(request);
    return await answerWithin(ANSWER_WITHIN_MS, () => accept(request, kind, bytes));
  } catch (error) {
    if (error instanceof Refusal) return refuse(error.status, error.problem, error.headers);
    return away(error);
  }
}

async function accept(request: Request, kind: Kind, bytes: Uint8Array): Promise<Response> {
  const receivedAt = new Date();
  const headerKey = keyOfHeader(request);
  // A wrong key learns nothing about the body, and costs no parsing.
  const access = headerKey ? await accessOf(headerKey) : null;
  const reading = readBody(bytes, kind);
  if (!reading.ok) {
    if (access) await keepUnreadable(access, bytes, reading.problem);
    return refuse(400, reading.problem);
  }
  const opened = access ?? (await accessOf(reading.body.writeKey));
  await spend(opened, reading.body.items.length);
  const result = await ingest(opened, { body: reading.body, type: kind === 'batch' ? null : kind, receivedAt });
  return kind === 'batch' ? answerBatch(result) : answerSingle(result);
}

function answerBatch(result: IngestResult): Response {
  if (result.accepted + result.duplicates > 0) return json(200, { success: true, ...result });
  const code = 'no_event_kept';
  return json(400, { success: false, code, field: 'batch', message: 'None of the events could be kept.', ...result });
}

function answerSingle(result: IngestResult): Response {
  const [rejected] = result.rejected;
  if (!rejected) return json(200, { success: true, accepted: result.accepted, duplicates: result.duplicates });
  const { code, field, message, messageId } = rejected;
  return json(400, { success: false, code, field, message, messageId });
}

/** Whatever broke while storing, the sender keeps its events and comes back: nothing was promised yet. */
function away(error: unknown): Response {
  noteStrain(error);
  const known = error instanceof ServiceError ? error : null;
  const retryAfter = known?.details.retryAfterSeconds ?? RETRY_AFTER_SECONDS;
  const message = known?.message ?? 'Events cannot be stored at the moment; send them again.';
  return refuse(503, { code: 'unavailable', field: 'server', message }, { 'Retry-After': `${retryAfter}` });
}

function refuse(status: number, problem: EventProblem, headers: Record<string, string> = {}): Response {
  return json(status, { success: false, ...problem }, headers);
}

function json(status: number, body: object, headers: Record<string, string> = {}): Response {
  return Response.json(body, { status, headers: { ...CORS, ...headers } });
}
