import type { SegmentEvent } from '@/domain/simulation/segment-event';
import { ServiceError } from '../../errors';

/** Where events go, and with which key. `fetch` is the network unless a test hands in the route itself. */
export type EventsDoor = { origin: string; writeKey: string; fetch?: (request: Request) => Promise<Response> };

/** Calls in one request: well under the API's 500 KB. */
const BATCH = 400;
const ATTEMPTS = 8;
const FIRST_WAIT_MS = 250;

/**
 * Tells the public events API, as any shop would. Waits and repeats while the server is away or asks for patience;
 * repeating is harmless, because every event carries its messageId. Throws unavailable when that does not help, and
 * an Error naming the first refused event, because generated events are always well formed.
 */
export async function postEvents(door: EventsDoor, events: readonly SegmentEvent[]): Promise<void> {
  for (let from = 0; from < events.length; from += BATCH) await postBatch(door, events.slice(from, from + BATCH));
}

async function postBatch(door: EventsDoor, batch: readonly SegmentEvent[]): Promise<void> {
  const body = JSON.stringify({ batch });
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const response = await send(door, body);
    if (response?.ok) return refuseRejected(await response.json());
    if (response && response.status < 500 && response.status !== 429) {
      throw new Error(`The events API refused generated events (${response.status}): ${await response.text()}`);
    }
    await new Promise((resolve) => setTimeout(resolve, FIRST_WAIT_MS * 2 ** (attempt - 1)));
  }
  throw new ServiceError('unavailable', 'The events API did not answer.');
}

async function send(door: EventsDoor, body: string): Promise<Response | null> {
  const headers = {
    'Content-Type': 'application/json',
    Authorization: `Basic ${Buffer.from(`${door.writeKey}:`).toString('base64')}`,
  };
  const request = new Request(`${door.origin}/v1/batch`, { method: 'POST', headers, body });
  try {
    return await (door.fetch ?? fetch)(request);
  } catch {
    return null;
  }
}

function refuseRejected(answer: { rejected?: { field: string; message: string }[] }): void {
  const first = answer.rejected?.[0];
  if (first) throw new Error(`The events API refused a generated event: ${first.field}: ${first.message}`);
}
