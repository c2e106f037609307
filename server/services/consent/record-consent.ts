import { v7 } from 'uuid';
import type { ChannelId } from '@/domain/channels/channel';
import { actorRef, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { touchSegments } from '../segments';

export type ConsentInput = {
  customerId: string;
  channel: ChannelId;
  purpose: string;
  status: 'granted' | 'withdrawn';
  /** "consent", "legitimate_interest", ...: null where nobody said. */
  lawfulBasis: string | null;
  /** Where it was given: "checkout checkbox", "unsubscribe link". */
  source: string;
  /** Version of the words the customer agreed to. */
  textVersion: string | null;
  /** Who recorded it: "customer", "events-api", "user:<id>". */
  actor: string;
  occurredAt: Date;
  /** What proves it ("event:<messageId>", "message:<id>"); the same proof is recorded once. */
  evidence: string | null;
  /** Keyed hashes of where it was said from (`keyedHash`), for words given on our own pages. */
  ipHash?: string | null;
  agentHash?: string | null;
  /** Keyed hash of the address a confirmation came from (`addressHash`). */
  addressHash?: string | null;
  /** Why a colleague put it down for the customer. */
  note?: string | null;
};

/** Appends to the customer's consent ledger, in the caller's transaction. The same evidence twice is one entry. */
export async function recordConsent(tx: Db, ctx: ServiceContext, input: ConsentInput | ConsentInput[]): Promise<void> {
  const inputs = Array.isArray(input) ? input : [input];
  if (inputs.length === 0) return;
  await tx.consentEvent.createMany({
    data: inputs.map((consent) => ({ id: v7(), workspaceId: ctx.workspaceId, ...consent })),
    skipDuplicates: true,
  });
  await touchSegments(
    tx,
    ctx,
    inputs.map(({ customerId }) => customerId),
  );
}

export type WithdrawInput = Pick<
  ConsentInput,
  'customerId' | 'channel' | 'purpose' | 'source' | 'evidence' | 'ipHash' | 'agentHash' | 'note'
>;

/** Appends a withdrawal as of `ctx.now`, said by whoever acts. It takes effect with the caller's commit. */
export async function withdrawConsent(tx: Db, ctx: ServiceContext, input: WithdrawInput): Promise<void> {
  await recordConsent(tx, ctx, {
    ...input,
    status: 'withdrawn',
    lawfulBasis: null,
    textVersion: null,
    actor: actorRef(ctx.actor),
    occurredAt: ctx.now,
  });
}

/** Purpose of data about the customer being sold or shared (CCPA): its withdrawal holds on every channel. */
export const SALE = 'sale';

/**
 * Appends that the customer's data may not be sold or shared: said by a request, or by a browser that sends Global
 * Privacy Control (`source` tells). In the caller's transaction; the same evidence twice is one entry.
 */
export function optOutOfSale(
  tx: Db,
  ctx: ServiceContext,
  { customerId, source, evidence }: Pick<ConsentInput, 'customerId' | 'source' | 'evidence'>,
): Promise<void> {
  return withdrawConsent(tx, ctx, { customerId, channel: 'web', purpose: SALE, source, evidence });
}
