import { utmOf } from '@/domain/attribution/campaign';
import { assertNever } from '@/domain/shared/assert-never';
import { percentOf } from '@/domain/shared/money';
import { seededRng } from '@/domain/shared/random';
import { type Basket, basketFor, basketValue } from '@/domain/simulation/basket';
import { catalogueProduct } from '@/domain/simulation/catalogue';
import type { Person, World } from '@/domain/simulation/people';
import { findPerson } from '@/domain/simulation/people';
import { planResponses, type Response, type ResponseKind, valueBand } from '@/domain/simulation/response';
import { orderEvent, type ShopPlace } from '@/domain/simulation/segment-event';
import type { ServiceContext } from '../../context';
import { linkSigner } from '../../signing';
import { noteClick, noteOpen, noteUnsubscribe } from '../tracking';
import { type DeliveredMessage, deliveredMessages, TWIN_AGENT } from './delivered-messages';
import { noteComplaint } from './note-complaint';
import { type EventsDoor, postEvents } from './post-events';

/** What the twin needs to answer: its world, the events API, and the shop's addresses. */
export type TwinSetting = { world: World; door: EventsDoor; place: ShopPlace };

/** How a mail-privacy proxy names itself. */
const PROXY_AGENT = 'Mozilla/5.0 (compatible; GoogleImageProxy)';

/**
 * Lets simulated people answer the messages they were delivered, as far as the time of each answer has come by
 * `until`: opens, clicks and unsubscribes by the services behind the tracked links, orders by the public events API.
 * Told again, an answer is told once. Returns how many answers were new.
 */
export async function answerMessages(ctx: ServiceContext, twin: TwinSetting, until: Date): Promise<number> {
  let answers = 0;
  for (const message of await deliveredMessages(ctx, until)) {
    const person = findPerson(twin.world, message.externalId);
    if (!person) continue;
    for (const response of responsesTo(twin.world, message)) {
      if (response.at > until || isTold(message, response.kind)) continue;
      if (await answer({ ...ctx, now: response.at }, twin, { message, person, response })) answers++;
    }
  }
  return answers;
}

function responsesTo(world: World, message: DeliveredMessage): Response[] {
  const { channel, percentOff, recentTouches, deliveredAt, externalId, ordinal } = message;
  const occasion = message.trigger.startsWith('cart') ? 'cart' : 'winback';
  const facts = {
    channel,
    occasion,
    percentOff,
    recentTouches,
    deliveredAt,
    band: valueBand(message.lifetimeValueCents),
  } as const;
  return planResponses(seededRng(`${world.seed}:answer:${externalId}:${ordinal}`), facts, world.parameters.response);
}

function isTold(message: DeliveredMessage, kind: ResponseKind): boolean {
  if (kind === 'machine_opened') return message.toldByMachine;
  return kind === 'ordered' ? message.isOrdered : message.toldKinds.includes(kind);
}

type Answer = { message: DeliveredMessage; person: Person; response: Response };

async function answer(ctx: ServiceContext, twin: TwinSetting, { message, person, response }: Answer): Promise<boolean> {
  const noted = { messageId: message.id, at: response.at, userAgent: TWIN_AGENT, isMachine: false, isSimulated: true };
  switch (response.kind) {
    case 'machine_opened':
      await noteOpen(ctx, { ...noted, userAgent: PROXY_AGENT, isMachine: true });
      return true;
    case 'opened':
      await noteOpen(ctx, noted);
      return true;
    case 'clicked':
      return click(ctx, noted);
    case 'unsubscribed':
      await noteUnsubscribe(ctx, { ...message, position: 0, isSimulated: true, via: 'simulated' });
      return true;
    case 'complained':
      await noteComplaint(ctx, message);
      return true;
    case 'ordered':
      return order(ctx, twin, { message, person, response });
    default:
      return assertNever(response.kind);
  }
}

async function click(ctx: ServiceContext, noted: Parameters<typeof noteOpen>[1]): Promise<boolean> {
  const link = await ctx.db.messageLink.findFirst({
    where: { workspaceId: ctx.workspaceId, messageId: noted.messageId },
    orderBy: { position: 'asc' },
  });
  if (!link) return false;
  await noteClick(ctx, { ...noted, position: link.position, url: link.url });
  return true;
}

/** The order a message led to: of the cart it was about, or, for other messages, of what the person fancies. */
async function order(ctx: ServiceContext, twin: TwinSetting, { message, person, response }: Answer): Promise<boolean> {
  const rng = seededRng(`${twin.world.seed}:order:${message.externalId}:${message.ordinal}`);
  const cart = message.cartKey ? await openCart(ctx, message.cartKey) : null;
  if (message.cartKey && !cart) return false;
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
    at: response.at,
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
  await postEvents(twin.door, [orderEvent(person, sold, twin.place)]);
  return true;
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
