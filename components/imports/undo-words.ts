import type { UndoTotals } from '@/domain/imports/undo';
import { plural } from '@/lib/format';

/** What an undo has taken back, in words; null where that is nothing. */
export function takenBack(totals: UndoTotals): string | null {
  const { events, orders, customers, products, productsGone, consents } = totals;
  return listed([
    [customers, plural(customers, 'customer')],
    [orders, plural(orders, 'order')],
    [events, plural(events, 'event')],
    [products, `changes to ${plural(products, 'product')}`],
    [productsGone, plural(productsGone, 'new product')],
    [consents, plural(consents, 'grant of consent', 'grants of consent')],
  ]);
}

/** What an undo has left, in words; null where that is nothing. */
export function leftThere({ customersKept, ordersKept, withdrawals }: UndoTotals): string | null {
  return listed([
    [customersKept, `${plural(customersKept, 'customer')}, without what the file told of them`],
    [ordersKept, `${plural(ordersKept, 'order')} with a redeemed code`],
    [withdrawals, plural(withdrawals, 'withdrawal of consent', 'withdrawals of consent')],
  ]);
}

function listed(parts: readonly (readonly [number, string])[]): string | null {
  const words = parts.flatMap(([count, text]) => (count > 0 ? [text] : []));
  return words.length > 0 ? words.join(', ') : null;
}
