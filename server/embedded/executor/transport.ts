import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { executorPool } from './database';
import type { EventPayload } from './definitions';
import { runningExecutor } from './running';
import { checkpoint, insertEvents } from './runs';
import type { Operation } from './sdk-call';

const Events = z.array(
  z.object({
    id: z.string().max(512).optional(),
    name: z.string().min(1).max(256),
    data: z.record(z.string(), z.unknown()).default({}),
    ts: z.number(),
  }),
);
const Checkpoint = z.object({ qi_id: z.string(), steps: z.array(z.custom<Operation>()) });

/** What an Inngest client is made with, when the embedded executor runs its functions. */
export function embeddedClientOptions() {
  return {
    // Never the SDK's development mode, which turns signature checks off. The key changes at each start and is known
    // to nobody, so the public route refuses every call.
    isDev: false,
    eventKey: 'embedded',
    signingKey: `signkey-embedded-${randomBytes(32).toString('hex')}`,
    baseUrl: 'http://embedded.invalid',
    fetch: embeddedFetch,
  };
}

/** Takes what the SDK would send to Inngest's servers: events, and results of steps while a request runs. */
export const embeddedFetch: typeof fetch = async (input, init) => {
  const { pathname } = new URL(input instanceof Request ? input.url : input);
  const body: unknown = JSON.parse(String(init?.body ?? 'null'));
  try {
    return await receive(pathname, body, new Headers(init?.headers));
  } catch (error) {
    // An answer, as a server would give one: the SDK tries again.
    return Response.json({ ids: [], status: 503, error: (error as Error).message }, { status: 503 });
  }
};

async function receive(pathname: string, body: unknown, headers: Headers): Promise<Response> {
  if (pathname.startsWith('/e/')) return receiveEvents(body, headers);
  const [, runId] = /^\/v1\/checkpoint\/([^/]+)\/async$/.exec(pathname) ?? [];
  if (runId) return receiveCheckpoint(runId, body);
  return Response.json({ error: `The embedded executor has no ${pathname}.` }, { status: 404 });
}

async function receiveEvents(body: unknown, headers: Headers): Promise<Response> {
  const parsed = Events.safeParse(body);
  const reserved = parsed.data?.find(({ name }) => name.startsWith('inngest/'));
  if (!parsed.success || reserved) {
    const error = reserved ? `The event name ${reserved.name} is reserved.` : `Not an event: ${parsed.error?.message}`;
    return Response.json({ ids: [], status: 400, error }, { status: 400 });
  }
  // The SDK repeats the seed when it repeats a request: the same events get the same ids.
  const seed = headers.get('x-inngest-event-id-seed') ?? randomUUID();
  const events: EventPayload[] = parsed.data.map((event, index) => ({
    ...event,
    id: event.id ?? derivedId(seed, index),
  }));
  await insertEvents(executorPool(), events);
  runningExecutor()?.wake();
  return Response.json({ ids: events.map(({ id }) => id), status: 200 });
}

function derivedId(seed: string, index: number): string {
  return createHash('sha256').update(`${seed}:${index}`).digest('hex').slice(0, 32);
}

/** 409 tells the SDK that somebody else has taken the run over, and that it is to stop. */
async function receiveCheckpoint(runId: string, body: unknown): Promise<Response> {
  const { qi_id, steps } = Checkpoint.parse(body);
  const stands = await checkpoint(executorPool(), runId, qi_id, steps);
  return Response.json({}, { status: stands ? 200 : 409 });
}
