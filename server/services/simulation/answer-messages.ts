import { utmOf } from '@/domain/attribution/campaign';
import { assertNever } from '@/domain/shared/assert-never';
import { percentOf } from '@/domain/shared/money';
import { seededRng } from '@/domain/shared/random';
import { type Basket, basketFor, basketValue } from '@/domain/simulation/basket';
import { catalogueProduct } from '@/domain/simulation/catalogue';
import { brokenAnswer } from '@/domain/simulation/fault';
import type { Occasion } from '@/domain/simulation/parameters';
import type { Person, World } from '@/domain/simulation/people';
import { findPerson, weeksIn } from '@/domain/simulation/people';
import {
  type MessageFacts,
  planResponses,
  type Response,
  type ResponseKind,
  valueBand,
} from '@/domain/simulation/response';
import { orderEvent, type SegmentEvent, type ShopPlace } from '@/domain/simulation/segment-event';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { inTransaction } from '../../in-transaction';
import { linkSigner } from '../../signing';
import { noteComplaint } from '../delivery';
import { type Noted, noteClick, noteOpen, noteUnsubscribe } from '../tracking';
import { type DeliveredMessage, deliveredMessages, TWIN_AGENT } from './delivered-messages';
import { type EventsDoor, postEvents } from './post-events';

/** What the twin needs to answer: its world, the events API, and the shop's addresses. */
export type TwinSetting = { world: World; door: EventsDoor; place: ShopPlace };

/** How a mail-privacy proxy names itself. */
const PROXY_AGENT = 'Mozilla/5.0 (compatible; GoogleImageProxy)';

/** A message and what of its answer has come due and is not told yet. */
type Due = { message: DeliveredMessage; person: Person; responses: Response[] };

/** Answers written down in one transaction, at most. */
const BATCH = 50;

/**
 * Lets simulated people answer the messages they were delivered, as far as the time of each answer has come by
 * `until`: opens, clicks and unsubscribes by the services behind the tracked links, orders by the public events API.
 * Told again, an answer is told once. Returns how many answers were new.
 */
export async function answerMessages(ctx: ServiceContext, twin: TwinSetting, until: Date): Promise<number> {
  const due = (await deliveredMessages(ctx, until)).flatMap((message) => dueOf(twin.world, message, until));
  let answers = 0;
  for (let from = 0; from < due.length; from += BATCH) answers += await noteAll(ctx, due.slice(from, from + BATCH));
  return answers + (await orderAll(ctx, twin, due));
}

function dueOf(world: World, message: DeliveredMessage, until: Date): Due[] {
  const responses = responsesTo(world, message).filter(({ at, kind }) => at <= until && !isTold(message, kind));
  const person = responses.length > 0 ? findPerson(world, message.externalId) : null;
  return person ? [{ message, person, responses }] : [];
}

function noteAll(ctx: ServiceContext, due: readonly Due[]): Promise<number> {
  const noted = due.flatMap(({ message, responses }) =>
    responses.filter(({ kind }) => kind !== 'ordered').map((response) => ({ message, response })),
  );
  if (noted.length === 0) return Promise.resolve(0);
  return inTransaction(ctx, async (tx) => {
    for (const { message, response } of noted) await note(tx, { ...ctx, now: response.at }, message, response);
    return noted.length;
  });
}

async function orderAll(
  ctx: ServiceContext,
  { world, door, place }: TwinSetting,
  due: readonly Due[],
): Promise<number> {
  const events: SegmentEvent[] = [];
  for (const { message, person, responses } of due) {
    const ordered = responses.find(({ kind }) => kind === 'ordered');
    const event = ordered && (await orderOf(ctx, { world, place }, { message, person, at: ordered.at }));
    if (event) events.push(event);
  }
  await postEvents(door, events);
  return events.length;
}

function responsesTo(world: World, message: DeliveredMessage): Response[] {
  const key = `${world.seed}:answer:${message.externalId}:${message.ordinal}`;
  const planned = planResponses(seededRng(key), factsOf(world, message), world.parameters.response);
  return brokenAnswer(world.fault ?? null, key, message.deliveredAt, planned);
}

/** What the answer to a message depends on. */
export function factsOf(world: World, message: DeliveredMessage): MessageFacts {
  const { channel, percentOff, recentTouches, deliveredAt } = message;
  return {
    channel,
    occasion: occasionOf(message.trigger),
    percentOff,
    recentTouches,
    deliveredAt,
    band: valueBand(message.lifetimeValueCents),
    weeksIn: weeksIn(world, deliveredAt),
  };
}

function occasionOf(trigger: string): Occasion {
  if (trigger === 'cart_idle' || trigger === 'cart_reminder') return 'cart';
  return trigger === 'dormant' || trigger === 'wave_due' ? 'winback' : 'news';
}

function isTold(message: DeliveredMessage, kind: ResponseKind): boolean {
  if (kind === 'machine_opened') return message.toldByMachine;
  return kind === 'ordered' ? message.isOrdered : message.toldKinds.includes(kind);
}

async function note(tx: Db, ctx: ServiceContext, message: DeliveredMessage, { kind, at }: Response): Promise<unknown> {
  const noted = { messageId: message.id, at, userAgent: TWIN_AGENT, isMachine: false, isSimulated: true };
  switch (kind) {
    case 'machine_opened':
      return noteOpen(tx, ctx, { ...noted, userAgent: PROXY_AGENT, isMachine: true });
    case 'opened':
      return noteOpen(tx, ctx, noted);
    case 'clicked':
      return click(tx, ctx, noted);
    case 'unsubscribed':
      return noteUnsubscribe(tx, ctx, { ...message, isSimulated: true, via: 'simulated' });
    case 'complained':
      return noteComplaint(tx, ctx, { ...message, isSimulated: true, at: ctx.now });
    case 'ordered':
      throw new Error('Orders are told to the events API.');
    default:
      return assertNever(kind);
  }
}

async function click(tx: Db, ctx: ServiceContext, noted: Noted): Promise<void> {
  const link = await tx.messageLink.findFirst({
    where: { workspaceId: ctx.workspaceId, messageId: noted.messageId },
    orderBy: { position: 'asc' },
  });
  if (link) await noteClick(tx, ctx, { ...noted, position: link.position, url: link.url });
}

type Answer = { message: DeliveredMessage; person: Person; at: Date };

/**
 * The order a message led to: of the cart it was about, or, for other messages, of what the person fancies. Null where
 * the cart is gone.
 */
async function orderOf(
  ctx: ServiceContext,
  { world, place }: Pick<TwinSetting, 'world' | 'place'>,
  { message, person, at }: Answer,
): Promise<SegmentEvent | null> {
  const rng = seededRng(`${world.seed}:order:${message.externalId}:${message.ordinal}`);
  const cart = message.cartKey ? await openCart(ctx, message.cartKey) : null;
  if (message.cartKey && !cart) return null;
  const basket = cart ?? basketFor(rng, person);
  const discountCents = message.code ? percentOf(basketValue(basket), message.percentOff) : 0;
  const token = (await linkSigner()).sign('message', {
    workspaceId: ctx.workspaceId,
    messageId: message.id,
    position: 0,
  });
  const utm = utmOf(message);
  const sold = {
    id: `T-${message.id}`,
    at,
    orderKey: orderKeyOf(message.id),
    cartKey: message.cartKey,
    basket,
    discountCents,
    source: {
      token,
      coupon: message.code,
      campaign: {
        source: utm.utm_source ?? '',
        medium: utm.utm_medium ?? '',
        name: utm.utm_campaign ?? '',
        content: utm.utm_content ?? '',
      },
    },
  };
  return orderEvent(person, sold, place);
}

function orderKeyOf(messageId: string): string {
  return `T-${messageId}`;
}

async function openCart(ctx: ServiceContext, cartKey: string): Promise<Basket | null> {
  const cart = await ctx.db.cart.findUnique({
    where: { workspaceId_cartKey: { workspaceId: ctx.workspaceId, cartKey } },
  });
  if (cart?.status !== 'open' || !Array.isArray(cart.lines)) return null;
  const basket = cart.lines.flatMap((line) => {
    if (typeof line !== 'object' || line === null || !('sku' in line)) return [];
    const product = catalogueProduct(String(line.sku));
    const quantity = 'quantity' in line ? Number(line.quantity) : 1;
    return product ? [{ product, quantity }] : [];
  });
  return basket.length > 0 ? basket : null;
}
