import type { LogCall } from '@/domain/events/shop-log';
import { ServiceError } from '../../errors';

/** The running installation's own events API, and a key for it. */
export type EventsApi = { origin: string; writeKey: string };
/** `known`: calls the API had been told before. */
export type PostResult = { known: number; rejected: number; firstRejection: string | null };

/** Well under the API's 500 KB. */
const BATCH_BYTES = 400 * 1024;
const AT_ONCE = 2;
const ATTEMPTS = 10;
const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 8_000;

/**
 * Sends calls through the public events API. Waits and repeats while it is away or asks for patience: every call has
 * its messageId, so repeating is harmless. Throws unavailable when that does not help.
 */
export async function postCalls(api: EventsApi, calls: readonly LogCall[]): Promise<PostResult> {
  const batches = toBatches(calls);
  const results: PostResult[] = [];
  const worker = async () => {
    for (let batch = batches.shift(); batch; batch = batches.shift()) results.push(await postBatch(api, batch));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return {
    known: results.reduce((sum, result) => sum + result.known, 0),
    rejected: results.reduce((sum, result) => sum + result.rejected, 0),
    firstRejection: results.find((result) => result.firstRejection)?.firstRejection ?? null,
  };
}

function toBatches(calls: readonly LogCall[]): string[] {
  const batches: string[][] = [[]];
  let bytes = 0;
  for (const call of calls) {
    const text = JSON.stringify(call);
    const size = Buffer.byteLength(text) + 1;
    if (bytes + size > BATCH_BYTES) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(text);
    bytes += size;
  }
  return batches.filter((batch) => batch.length > 0).map((batch) => `{"batch":[${batch.join(',')}]}`);
}

async function postBatch(api: EventsApi, body: string): Promise<PostResult> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const answer = await send(api, body);
    if (answer && (answer.ok || answer.status === 400)) return resultOf(await answer.json());
    if (answer && answer.status < 500 && answer.status !== 429) {
      throw new ServiceError('unavailable', `The events API refused the import (${answer.status}).`);
    }
    const asked = Number(answer?.headers.get('retry-after') ?? 0) * 1000;
    const wait = Math.max(asked, Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1)));
    await new Promise((resolve) => setTimeout(resolve, wait));
  }
  throw new ServiceError('unavailable', 'The events API does not answer; the import goes on where it stopped.');
}

async function send(api: EventsApi, body: string): Promise<Response | null> {
  const authorization = `Basic ${Buffer.from(`${api.writeKey}:`).toString('base64')}`;
  const headers = { 'Content-Type': 'application/json', Authorization: authorization };
  try {
    return await fetch(`${api.origin}/v1/batch`, { method: 'POST', headers, body });
  } catch {
    return null;
  }
}

type Answer = { duplicates?: number; rejected?: { field: string; message: string; messageId: string | null }[] };

function resultOf({ duplicates = 0, rejected = [] }: Answer): PostResult {
  const [first] = rejected;
  return {
    known: duplicates,
    rejected: rejected.length,
    firstRejection: first ? `${first.messageId}: ${first.field}: ${first.message}` : null,
  };
}
