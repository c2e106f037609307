import { v7 } from 'uuid';
import { Envelope, type Provider, type SendResult } from '@/domain/channels/port';
import { providerFor } from '@/server/channels/registry';
import type { ServiceContext } from '../../context';
import { type MessageBody, release, startAttempts } from './attempt';
import { type ClaimedMessage, claimDue } from './claim';
import { GroupCommit } from './group-commit';
import { type Attempted, recordResults, type Settled } from './record-results';
import { recoverLost } from './recover';
import type { DispatchResult } from './types';

/** One turn of one dispatcher: who it is, and how long what it holds is its own. */
export type Dispatch = { ctx: ServiceContext; worker: string; leaseMs: number };

/** Longer than any provider may take, so that a message is taken for lost only when its sender is. */
const LEASE_MS = 60_000;
const CHUNK = 200;
/** Failures of the provider itself, one after another, after which it is left alone until the next turn. */
const PROVIDER_PATIENCE = 10;

/**
 * Sends up to `limit` messages of the workspace whose time has come. Each is judged once more in the transaction that
 * claims it, written down as being attempted before the network is touched, and settled after. Never sends a message
 * twice: where the answer was lost it becomes `unknown`. Any number of dispatchers may work at once.
 */
export async function dispatchDue(
  ctx: ServiceContext,
  { limit, leaseMs = LEASE_MS }: { limit: number; leaseMs?: number },
): Promise<DispatchResult> {
  const dispatch: Dispatch = { ctx, worker: v7(), leaseMs };
  const result: DispatchResult = { sent: 0, cancelled: 0, failed: 0, deferred: 0, unknown: 0, remaining: false };
  result.unknown += await recoverLost(ctx);
  let left = limit;
  while (left > 0) {
    const claim = await claimDue(dispatch, Math.min(CHUNK, left));
    if (claim.considered === 0) return result;
    left -= claim.considered;
    result.cancelled += claim.cancelled;
    result.deferred += claim.deferred;
    const { settled, isTroubled } = await sendAll(dispatch, claim.messages);
    for (const each of settled) result[each] += 1;
    if (isTroubled) return result;
  }
  return { ...result, remaining: true };
}

/** Hands claimed messages over, as many at once as each provider takes; what a stop holds back is let go. */
async function sendAll(
  dispatch: Dispatch,
  messages: readonly ClaimedMessage[],
): Promise<{ settled: Settled[]; isTroubled: boolean }> {
  const attempts = new GroupCommit((items: ClaimedMessage[]) => startAttempts(dispatch, items));
  const results = new GroupCommit((items: Attempted[]) => recordResults(dispatch, items));
  const settled: Settled[] = [];
  const released: string[] = [];
  let troubles = 0;

  const sendOne = async (message: ClaimedMessage, provider: Provider) => {
    if (troubles >= PROVIDER_PATIENCE) return void released.push(message.id);
    const body = await attempts.submit(message);
    if (!body) return void released.push(message.id);
    const result = await handOver(provider, message, body);
    troubles = result.kind === 'retry' && result.ofProvider ? troubles + 1 : 0;
    settled.push(await results.submit({ message, provider: provider.id, result }));
  };

  try {
    await Promise.all(
      byProvider(dispatch.ctx, messages).map(([provider, queue]) =>
        inParallel(queue, provider.concurrency, (message) => sendOne(message, provider)),
      ),
    );
  } finally {
    await release(dispatch, released);
  }
  return { settled, isTroubled: troubles >= PROVIDER_PATIENCE };
}

function byProvider(ctx: ServiceContext, messages: readonly ClaimedMessage[]): [Provider, ClaimedMessage[]][] {
  const queues = new Map<Provider, ClaimedMessage[]>();
  for (const message of messages) {
    const provider = providerFor(message.channel, ctx.workspace);
    const queue = queues.get(provider);
    if (queue) queue.push(message);
    else queues.set(provider, [message]);
  }
  return [...queues];
}

function handOver(provider: Provider, message: ClaimedMessage, body: MessageBody): Promise<SendResult> {
  const envelope = Envelope.safeParse(body.headers);
  if (!envelope.success) {
    return Promise.resolve({ kind: 'fail', code: 'EENVELOPE', reason: 'The stored envelope cannot be read.' });
  }
  const { subject, html, text } = body;
  return provider.send({ id: message.id, channel: message.channel, envelope: envelope.data, subject, html, text });
}

async function inParallel<Item>(
  items: readonly Item[],
  workers: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(workers, items.length) }, worker));
}
