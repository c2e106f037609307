import type { Cents } from '../shared/money';
import { basketValue } from './basket';
import { population, type World } from './people';
import { createChronicle } from './shopper';

/** An order that is placed whether or not anybody is written to. */
export type UntouchedOrder = { at: Date; cents: Cents };

/**
 * The other life of everybody in the world: what each orders from its beginning to its end, by their id in the shop, if
 * nobody is ever written to. Messages change nothing of what people do by themselves but the return to a cart that a
 * message was quicker with, so that the difference to what was lived is what the messages caused, to the cent.
 */
export function untouchedOrders(world: World): Map<string, UntouchedOrder[]> {
  const orders = new Map<string, UntouchedOrder[]>();
  for (const happening of createChronicle(world, population(world)).between(world.startsAt, world.endsAt)) {
    if (happening.kind !== 'order_completed') continue;
    const order = { at: happening.at, cents: basketValue(happening.basket) };
    const known = orders.get(happening.person.id);
    if (known) known.push(order);
    else orders.set(happening.person.id, [order]);
  }
  return orders;
}

/** What somebody orders after an instant and before another one without being written to, in cents. */
export function untouchedRevenue(orders: readonly UntouchedOrder[], since: Date, until: Date): Cents {
  return orders.reduce((sum, { at, cents }) => (at > since && at < until ? sum + cents : sum), 0);
}
