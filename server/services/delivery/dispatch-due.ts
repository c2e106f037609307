import { v7 } from 'uuid';
import { isClosing } from '../../closing';
import type { ServiceContext } from '../../context';
import { providersOf } from '../providers';
import { release, startAttempts } from './attempt';
import { type Claim, type ClaimedMessage, claimDue } from './claim';
import { type Admission, admit, giveBack, type Providers, type Spent } from './gates';
import { GroupCommit } from './group-commit';
import { WatchedProvider } from './hand-over';
import { insist } from './insist';
import { type Attempted, recordResults, type Settled } from './record-results';
import { recoverLost } from './recover';
import type { DispatchResult } from './types';

/** One turn of one dispatcher: who it is, by whom it sends, and how long what it holds is its own. */
export type Dispatch = { ctx: ServiceContext; providers: Providers; worker: string; leaseMs: number };

/** Longer than any provider may take, so that a message is taken for lost only when its sender is. */
const LEASE_MS = 60_000;
const CHUNK = 200;

/**
 * Sends up to `limit` messages of the workspace whose time has come. Each is judged once more in the transaction that
 * claims it, written down as being attempted before the network is touched, and settled after. Never sends a message
 * twice: where the answer was lost it becomes `unknown`. Any number of dispatchers may work at once; together they keep
 * to what a sender's quota and a provider's circuit breaker allow. A process that is asked to end lets go of everything
 * but what is in the air.
 */
export async function dispatchDue(
  ctx: ServiceContext,
  { limit, leaseMs = LEASE_MS }: { limit: number; leaseMs?: number },
): Promise<DispatchResult> {
  const dispatch: Dispatch = { ctx, providers: await providersOf(ctx, ctx.db), worker: v7(), leaseMs };
  const result = { sent: 0, cancelled: 0, failed: 0, deferred: 0, unknown: 0 };
  result.unknown += await recoverLost(ctx);
  let left = limit;
  while (left > 0 && !isClosing()) {
    const { admission, claim } = await claimAdmitted(dispatch, Math.min(CHUNK, left));
    if (claim.considered === 0) return { ...result, remaining: false, ...(await heldBack(ctx, admission, claim)) };
    left -= claim.considered;
    result.cancelled += claim.cancelled;
    result.deferred += claim.deferred;
    for (const each of await sendAll(dispatch, claim.messages)) result[each] += 1;
  }
  return { ...result, remaining: true, resumeInMs: null };
}

async function claimAdmitted(dispatch: Dispatch, limit: number): Promise<{ admission: Admission; claim: Claim }> {
  const { ctx, providers } = dispatch;
  const admission = await admit(ctx, providers);
  const spent = new Map<ClaimedMessage['channel'], Spent>();
  try {
    const claim = await claimDue(dispatch, limit, admission);
    for (const { channel, units } of claim.messages) {
      const sum = spent.get(channel) ?? { units: 0, messages: 0 };
      spent.set(channel, { units: sum.units + units, messages: sum.messages + 1 });
    }
    return { admission, claim };
  } finally {
    await giveBack(ctx, providers, admission, spent);
  }
}

/** A message that costs more than the bucket holds waits about this long for the rest. */
const SHORT_WAIT_MS = 1_000;

/** When there is a point in coming back for what is due and may not leave yet. */
async function heldBack(
  ctx: ServiceContext,
  { allowances, opensInMs }: Admission,
  { isCut }: Claim,
): Promise<{ resumeInMs: number | null }> {
  if (isCut) return { resumeInMs: SHORT_WAIT_MS };
  const closed = [...allowances].filter(([, { most }]) => most === 0).map(([channel]) => channel);
  if (closed.length === 0 || opensInMs === null) return { resumeInMs: null };
  const where = { workspaceId: ctx.workspaceId, status: 'queued', sendAt: { lte: ctx.now }, channel: { in: closed } };
  const waiting = await ctx.db.message.findFirst({ where, select: { id: true } });
  return { resumeInMs: waiting ? opensInMs : null };
}

/** Hands claimed messages over, as many at once as each provider takes; what a stop or our own end holds back is let go. */
async function sendAll(dispatch: Dispatch, messages: readonly ClaimedMessage[]): Promise<Settled[]> {
  const attempts = new GroupCommit((items: ClaimedMessage[]) => startAttempts(dispatch, items));
  const results = new GroupCommit(async (items: Attempted[]) => {
    const settledNow = await insist(dispatch.leaseMs, () => recordResults(dispatch, items));
    for (const watched of watchedProviders.keys()) {
      const { provider } = watched;
      await watched.tell(items.filter((item) => item.provider === provider).map(({ result }) => result));
    }
    return settledNow;
  });
  const watchedProviders = byProvider(dispatch, messages);
  const settled: Settled[] = [];
  const released: string[] = [];

  const sendOne = async (message: ClaimedMessage, watched: WatchedProvider) => {
    if (watched.isTroubled || isClosing()) return void released.push(message.id);
    const body = await attempts.submit(message);
    if (!body) return void released.push(message.id);
    const result = await watched.handOver(message, body);
    settled.push(await results.submit({ message, provider: watched.provider, result }));
  };

  try {
    await Promise.all(
      [...watchedProviders].map(([watched, queue]) =>
        inParallel(queue, watched.provider.concurrency, (message) => sendOne(message, watched)),
      ),
    );
  } finally {
    await release(dispatch, released);
  }
  return settled;
}

function byProvider(
  { ctx, providers }: Dispatch,
  messages: readonly ClaimedMessage[],
): Map<WatchedProvider, ClaimedMessage[]> {
  const watched = new Map(messages.map(({ channel }) => [providers(channel).id, providers(channel)]));
  return new Map(
    [...watched.values()].map((provider) => [
      new WatchedProvider(ctx, provider),
      messages.filter(({ channel }) => providers(channel).id === provider.id),
    ]),
  );
}

/** Where one fails, no other begins anything new, and those at work end first: nothing goes on behind the caller's back. */
async function inParallel<Item>(
  items: readonly Item[],
  workers: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  let hasFailed = false;
  const worker = async () => {
    for (const item of queue) {
      if (hasFailed) return;
      await work(item).catch((cause: unknown) => {
        hasFailed = true;
        throw cause;
      });
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(workers, items.length) }, worker));
  for (const each of ended) if (each.status === 'rejected') throw each.reason;
}
