import { commerceProblem } from '@/domain/events/commerce';
import { consentsOf } from '@/domain/events/consent';
import type { EventProblem, StoredEvent } from '@/domain/events/event';
import { appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { tryProcessingLock } from '../../processing-lock';
import { noteWait } from '../../service-times';
import { attributeOrder } from '../attribution';
import { askToConfirm, moveConsents } from '../consent';
import { stageChanges, writeStageHistory } from '../customers';
import { redeemOffer } from '../offers';
import { activePolicy } from '../policies';
import { receiveFromEvents } from '../privacy';
import { touchSegments } from '../segments';
import { isConflict, isDataError, sqlState } from './database-errors';
import { insertDeadLetters, type NewDeadLetter } from './dead-letters';
import { suggestMerges } from './merging/suggest-merges';
import { foldCarts, sessionKey } from './processing/carts';
import { claimPending, releasePending } from './processing/claim';
import { correctConsents, recordConsents } from './processing/consents';
import { CustomerDrafts, owned } from './processing/customer-drafts';
import { recordDevices } from './processing/devices';
import { identify } from './processing/identities';
import { keepOutErased } from './processing/keep-out-erased';
import { foldOrders, type OrderChange } from './processing/orders';
import { foldProducts } from './processing/products';

/** `busy`: somebody else is at work on this workspace; `remaining`: there may be more than `limit`. */
export type ProcessResult = { processed: number; busy: boolean; remaining: boolean };

const CHUNK = 500;
const CONFLICT_ATTEMPTS = 3;
/** Apart from `inTransaction`: a chunk that lost may have to be halved, and one of 500 takes its time. */
const TRANSACTION = { timeout: 120_000, maxWait: 10_000 };

/** `isLast`: nothing was left behind it. `isTouched`: segments have to be looked at again. `asked`: sign-ups to confirm. */
type Chunk = { processed: number; busy: boolean; isLast: boolean; isTouched: boolean; asked: number };

const NOT_NOW: Chunk = { processed: 0, busy: true, isLast: false, isTouched: false, asked: 0 };
const NOTHING_LEFT: Chunk = { processed: 0, busy: false, isLast: true, isTouched: false, asked: 0 };

/**
 * Folds up to `limit` received events of the workspace into customers, carts, orders and the like, a chunk at a time,
 * each in one transaction. Whatever order events come in, the rows they leave are the same. One processor at a time
 * works on a workspace; another returns at once with `busy`. An event nothing can be made of becomes a dead letter and
 * holds nobody up.
 */
export async function processPending(ctx: ServiceContext, { limit }: { limit: number }): Promise<ProcessResult> {
  let processed = 0;
  let isTouched = false;
  let asked = 0;
  let last: Chunk | null = null;
  while (processed < limit && !last?.busy && !last?.isLast) {
    last = await processChunk(ctx, Math.min(CHUNK, limit - processed));
    processed += last.processed;
    isTouched ||= last.isTouched;
    asked += last.asked;
  }
  if (asked > 0) await ctx.publish('message/queued', { workspaceId: ctx.workspaceId });
  if (isTouched) await ctx.publish('segments/touched', { workspaceId: ctx.workspaceId });
  return { processed, busy: last?.busy ?? false, remaining: !last?.isLast };
}

/** Where a chunk breaks on its contents, ever smaller ones are tried, until the culprit stands alone. */
async function processChunk(ctx: ServiceContext, size: number, attempt = 1): Promise<Chunk> {
  try {
    return await ctx.db.$transaction((tx) => fold(tx, ctx, size), TRANSACTION);
  } catch (error) {
    if (isConflict(error) && attempt < CONFLICT_ATTEMPTS) return processChunk(ctx, size, attempt + 1);
    if (!isAboutContents(error)) throw error;
    if (size > 1) return processChunk(ctx, Math.ceil(size / 2));
    return ctx.db.$transaction((tx) => setAside(tx, ctx, error), TRANSACTION);
  }
}

/** A broken connection or a busy database says nothing about the events. */
function isAboutContents(error: unknown): boolean {
  return (
    isDataError(error) || (sqlState(error) === null && (error instanceof TypeError || error instanceof RangeError))
  );
}

async function fold(tx: Db, ctx: ServiceContext, size: number): Promise<Chunk> {
  if (!(await tryProcessingLock(tx, ctx))) return NOT_NOW;
  const claimed = await claimPending(tx, ctx, size);
  if (claimed.length === 0) return NOTHING_LEFT;
  const isLast = claimed.length < size;
  const events = await keepOutErased(tx, ctx, claimed);
  if (events.length === 0) return { ...NOTHING_LEFT, processed: claimed.length, isLast };
  const { resolution, moved } = await identify(tx, ctx, events);
  const own = owned(events, resolution.customerOf);
  const { document: policy } = await activePolicy(ctx, tx);
  const drafts = new CustomerDrafts(tx, ctx, policy.engagement);
  for (const { customerId, externalId } of resolution.created) drafts.create(customerId, externalId);
  const changes = [...resolution.adopted, ...resolution.moved];
  await drafts.load([...resolution.customerOf.values(), ...changes.flatMap(({ from, to }) => [from, to])]);
  for (const { from, to } of resolution.adopted) drafts.merge(from, to);
  drafts.fold(own);
  await drafts.rebuild([...new Set(resolution.moved.flatMap(({ from, to }) => [from, to]))]);

  const usable = own.filter((event) => commerceProblem(event, ctx.workspace.currency) === null);
  const orders = await foldOrders(tx, ctx, { events: usable, alsoOrderIds: moved.orderIds, drafts });
  const changedStages = stageChanges(drafts.staged(), policy, ctx.now);
  drafts.setStages(changedStages);
  await drafts.save();
  await dropAdopted(tx, ctx, resolution.adopted);
  await suggestMerges(tx, ctx, { events, customerIds: drafts.newlyAddressed() });
  const staged = await writeStageHistory(tx, ctx, changedStages);
  const alsoCustomers = [...changes.map(({ to }) => to), ...resolution.moved.map(({ from }) => from)];
  await foldCarts(tx, ctx, { events: usable, orders, alsoCartIds: moved.cartIds, alsoCustomers });
  await foldProducts(tx, ctx, usable);
  await recordConsents(tx, ctx, own);
  await recordDevices(tx, ctx, own);
  await correctConsents(tx, ctx, resolution.moved);
  await creditMessages(tx, ctx, orders);
  await receiveFromEvents(tx, ctx, own);
  await keepLetters(
    tx,
    ctx,
    events.flatMap((event) => letterOf(event, ctx.workspace.currency) ?? []),
  );
  await releasePending(tx, ctx, events);
  for (const { receivedAt } of claimed) noteWait(ctx, 'events', receivedAt);
  const ids = drafts.all().map(({ id }) => id);
  const isTouched = await touchSegments(tx, ctx, ids);
  // After everything that says who they are and what they said: an address may come later than the yes.
  const asked = await askToConfirm(tx, ctx, ids);
  await appendAudit(tx, ctx, staged);
  return { processed: claimed.length, busy: false, isLast, isTouched, asked };
}

/**
 * The visitors who turned out to be somebody: what they said of consent, with its proof, and their cart go with them,
 * nothing else points to them any more. After the customer is saved, for who adopts a visitor may be new.
 */
async function dropAdopted(
  tx: Db,
  ctx: ServiceContext,
  adopted: readonly { from: string; to: string }[],
): Promise<void> {
  if (adopted.length === 0) return;
  await moveConsents(tx, ctx, adopted);
  const ids = adopted.map(({ from }) => from);
  const keys = ids.map(sessionKey);
  await tx.$executeRaw`
    UPDATE cart SET cart_key = change.to_key
    FROM unnest(${keys}::text[], ${adopted.map(({ to }) => sessionKey(to))}::text[]) AS change(from_key, to_key)
    WHERE cart.workspace_id = ${ctx.workspaceId}::uuid AND cart.cart_key = change.from_key
      AND NOT EXISTS (SELECT 1 FROM cart own WHERE own.workspace_id = cart.workspace_id
        AND own.cart_key = change.to_key)`;
  await tx.cart.deleteMany({
    where: { workspaceId: ctx.workspaceId, cartKey: { in: keys } },
  });
  await tx.customer.deleteMany({ where: { workspaceId: ctx.workspaceId, id: { in: ids } } });
}

/** Redeems codes and credits messages, for orders that can have to do with either. */
async function creditMessages(tx: Db, ctx: ServiceContext, orders: readonly OrderChange[]): Promise<void> {
  const reached = await tx.message.findMany({
    where: { workspaceId: ctx.workspaceId, customerId: { in: [...new Set(orders.map((order) => order.customerId))] } },
    select: { customerId: true },
    distinct: ['customerId'],
  });
  const reachedIds = new Set(reached.map((message) => message.customerId));
  for (const order of orders) {
    const { id: orderId, customerId, couponCode: code, discountCents, orderedAt: at } = order;
    if (order.isNew && code) await redeemOffer(tx, ctx, { code, customerId, orderId, discountCents, at });
    if (code || order.hasCampaign || reachedIds.has(customerId)) await attributeOrder(tx, ctx, { orderId });
  }
}

type Unusable = Omit<NewDeadLetter, 'keyId'> & { eventId: string };

/** Which key each came with is asked only for those few that cannot be used. */
async function keepLetters(tx: Db, ctx: ServiceContext, letters: readonly Unusable[]): Promise<void> {
  if (letters.length === 0) return;
  const ids = letters.map(({ eventId }) => eventId);
  const rows = await tx.$queryRaw<{ id: string; keyId: string | null }[]>`
    SELECT id::text AS id, key_id AS "keyId" FROM event
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND id = ANY(${ids}::bigint[])`;
  const keyOf = new Map(rows.map(({ id, keyId }) => [id, keyId]));
  const kept = letters.map(({ eventId, ...one }) => ({ ...one, keyId: keyOf.get(eventId) ?? null }));
  await insertDeadLetters(tx, ctx.workspaceId, kept);
}

function letterOf(event: StoredEvent, currency: string): Unusable | null {
  const problem = commerceProblem(event, currency) ?? consentsOf(event).problem;
  return problem && letter(event, problem);
}

function letter(event: StoredEvent, problem: EventProblem): Unusable {
  const { messageId, type, name, userId, anonymousId, occurredAt, properties, context } = event;
  const call = { messageId, type, userId, anonymousId, timestamp: occurredAt.toISOString(), context };
  const named = type === 'track' ? { event: name } : { name };
  const body = type === 'identify' || type === 'group' ? { traits: properties } : { properties };
  const raw = JSON.stringify({ ...call, ...named, ...body });
  const { code, field, message: reason } = problem;
  return { source: 'processing', code, field, reason, raw, eventId: event.id };
}

async function setAside(tx: Db, ctx: ServiceContext, error: unknown): Promise<Chunk> {
  if (!(await tryProcessingLock(tx, ctx))) return NOT_NOW;
  const events = await claimPending(tx, ctx, 1);
  const message = `Nothing could be made of this event (${sqlState(error) ?? 'unexpected contents'}).`;
  const letters = events.map((event) => letter(event, { code: 'unprocessable', field: 'event', message }));
  await keepLetters(tx, ctx, letters);
  await releasePending(tx, ctx, events);
  return { processed: events.length, busy: false, isLast: events.length === 0, isTouched: false, asked: 0 };
}
