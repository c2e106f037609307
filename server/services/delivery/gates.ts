import { CHANNELS, type ChannelId } from '@/domain/channels/channel';
import type { Provider, SendResult } from '@/domain/channels/port';
import { afterSigns, type Sign, stateOf } from '@/domain/delivery/circuit';
import { refilled, waitForOne } from '@/domain/delivery/token-bucket';
import { MINUTE } from '@/domain/shared/time';
import { appendAudit } from '@/server/audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { ProviderGate } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';

/** What one turn may hand over on a channel: units of the sender's quota, and how many messages at most. */
export type Allowance = { units: number; burst: number; most: number };

/** What of each channel may leave now. A channel without an entry has no limit. */
export type Admission = {
  allowances: ReadonlyMap<ChannelId, Allowance>;
  /** Milliseconds until the first closed channel opens again; null where none is closed. */
  opensInMs: number | null;
};

export type Providers = (channel: ChannelId) => Provider;

const OPEN: Admission = { allowances: new Map(), opensInMs: null };
const CLOSED: Allowance = { units: 0, burst: 1, most: 0 };
/** As long as a probe may take; one whose sender died is tried again after. */
const PROBE_MS = MINUTE;

/**
 * Takes what the quotas of this workspace's senders hold at the moment, for a turn that will give back what it does not
 * spend: all who send share one bucket, so that however many there are, none of them goes beyond it. A provider whose
 * circuit breaker is open gets nothing, and after its rest one message. In a transaction of its own, so that nobody waits.
 */
export async function admit(ctx: ServiceContext, providers: Providers): Promise<Admission> {
  const real = CHANNELS.filter((channel) => providers(channel).isReal);
  if (real.length === 0) return OPEN;
  return inTransaction(ctx, async (tx) => {
    const allowances = new Map<ChannelId, Allowance>();
    const waits: number[] = [];
    for (const channel of real) {
      const taken = await take(tx, ctx, providers(channel));
      if (taken.allowance) allowances.set(channel, taken.allowance);
      if (taken.waitMs > 0) waits.push(taken.waitMs);
    }
    return { allowances, opensInMs: waits.length > 0 ? Math.min(...waits) : null };
  });
}

type Taken = { allowance: Allowance | null; waitMs: number };

async function take(tx: Db, ctx: ServiceContext, provider: Provider): Promise<Taken> {
  const gate = await lockGate(tx, ctx, provider);
  const { now } = ctx;
  const shutUntil = latest(gate.closedUntil, gate.openUntil);
  if (shutUntil && shutUntil > now) return { allowance: CLOSED, waitMs: shutUntil.getTime() - now.getTime() };
  const isProbe = stateOf(gate, now) === 'half_open';
  if (isProbe && gate.probeUntil && gate.probeUntil > now) {
    return { allowance: CLOSED, waitMs: gate.probeUntil.getTime() - now.getTime() };
  }
  const { quota } = provider;
  const bucket = quota && refilled({ tokens: gate.tokens ?? quota.burst, at: gate.tokensAt ?? now }, quota, now);
  const waitMs = quota && bucket ? waitForOne(bucket.tokens, quota) : 0;
  if (waitMs > 0) return { allowance: CLOSED, waitMs };
  if (!isProbe && !bucket) return { allowance: null, waitMs: 0 };
  await tx.providerGate.update({
    where: gateKey(ctx, provider),
    data: {
      ...(bucket && { tokens: 0, tokensAt: bucket.at }),
      ...(isProbe && { probeUntil: new Date(now.getTime() + PROBE_MS) }),
    },
  });
  const units = bucket?.tokens ?? Number.POSITIVE_INFINITY;
  const most = isProbe ? 1 : Number.POSITIVE_INFINITY;
  return { allowance: { units, burst: quota?.burst ?? units, most }, waitMs: 0 };
}

/** What a turn used of a channel. */
export type Spent = { units: number; messages: number };

/** Gives back what of an admission was not spent: units of the quota, and a probe for which nothing was due. */
export async function giveBack(
  ctx: ServiceContext,
  providers: Providers,
  { allowances }: Admission,
  spent: ReadonlyMap<ChannelId, Spent>,
): Promise<void> {
  const left = [...allowances].filter(([, { most }]) => most > 0);
  if (left.length === 0) return;
  await inTransaction(ctx, async (tx) => {
    for (const [channel, { units, most }] of left) {
      const used = spent.get(channel) ?? { units: 0, messages: 0 };
      const data = {
        ...(Number.isFinite(units) && { tokens: { increment: units - used.units } }),
        ...(most === 1 && used.messages === 0 && { probeUntil: null }),
      };
      if (Object.keys(data).length > 0) await tx.providerGate.update({ where: gateKey(ctx, providers(channel)), data });
    }
  });
}

/** What a result says of the provider itself, whatever became of the message. */
export function signOf(result: SendResult): Sign {
  if (result.kind === 'unknown') return 'trouble';
  if (result.kind !== 'retry' || !result.ofProvider) return 'fine';
  return result.isFault ? 'fault' : 'trouble';
}

/** How long the provider wants to be left alone; 0 where it does not say. */
export function closedFor(result: SendResult): number {
  if (result.kind === 'accepted') return result.closedForMs ?? 0;
  return result.kind === 'retry' && result.ofProvider ? (result.retryAfterMs ?? 0) : 0;
}

/** Whether a result is a reason to hand nothing more over for now. */
export function closesGate(result: SendResult): boolean {
  return signOf(result) === 'fault' || closedFor(result) > 0;
}

/** Writes down what answers say of a provider, in their order, for all who send by it. */
export async function noteSigns(
  ctx: ServiceContext,
  provider: Provider,
  results: readonly SendResult[],
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const gate = await lockGate(tx, ctx, provider);
    const circuit = afterSigns(gate, results.map(signOf), ctx.now);
    const failure = results.findLast((result) => signOf(result) !== 'fine');
    const pauseMs = Math.max(...results.map(closedFor));
    await tx.providerGate.update({
      where: gateKey(ctx, provider),
      data: {
        ...circuit,
        probeUntil: null,
        ...(results.some((result) => signOf(result) === 'fine') && { lastSuccessAt: ctx.now }),
        ...(failure && failure.kind !== 'accepted' && failureOf(failure, ctx.now)),
      },
    });
    if (pauseMs > 0) await closeFor(tx, ctx, provider, pauseMs);
    if (failure && signOf(failure) === 'fault' && circuit.opened > gate.opened && failure.kind === 'retry') {
      await appendAudit(tx, ctx, {
        action: 'provider.refused',
        subject: `provider:${provider.id}`,
        payload: { code: failure.code, reason: failure.reason },
      });
    }
  });
}

function failureOf({ code, reason }: { code: string; reason: string }, now: Date) {
  return { lastFailureAt: now, lastFailureCode: code.slice(0, 64), lastFailureReason: reason.slice(0, 500) };
}

/** Counted from the answer, not from when the turn read its clock: never earlier than the provider said. */
async function closeFor(tx: Db, ctx: ServiceContext, { id, sender }: Provider, pauseMs: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE provider_gate SET closed_until = greatest(closed_until,
      greatest(${ctx.now}, clock_timestamp()) + make_interval(secs => ${pauseMs / 1000}))
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND provider = ${id} AND sender = ${sender}`;
}

async function lockGate(tx: Db, ctx: ServiceContext, { id, sender }: Provider): Promise<ProviderGate> {
  const { workspaceId } = ctx;
  await tx.$executeRaw`
    INSERT INTO provider_gate (workspace_id, provider, sender) VALUES (${workspaceId}::uuid, ${id}, ${sender})
    ON CONFLICT DO NOTHING`;
  await tx.$queryRaw`
    SELECT 1 FROM provider_gate
    WHERE workspace_id = ${workspaceId}::uuid AND provider = ${id} AND sender = ${sender} FOR UPDATE`;
  return tx.providerGate.findUniqueOrThrow({ where: gateKey(ctx, { id, sender }) });
}

function gateKey({ workspaceId }: ServiceContext, { id, sender }: Pick<Provider, 'id' | 'sender'>) {
  return { workspaceId_provider_sender: { workspaceId, provider: id, sender } };
}

function latest(first: Date | null, second: Date | null): Date | null {
  if (!first || !second) return first ?? second;
  return first > second ? first : second;
}
