import { percentOf } from '@/domain/shared/money';
import { type CodeCheck, checkCode } from './check-code';
import type { Shop } from './open-shop';
import { type Recognised, recognise } from './recognise';
import { pricedLines, type ShopSession } from './shop-session';

export type CartLineView = { sku: string; name: string; quantity: number; priceCents: number; lineCents: number };

/** A visitor's cart as it would be charged now. Money in minor units of `currency`. */
export type CartView = {
  greeting: string | null;
  currency: string;
  lines: CartLineView[];
  subtotalCents: number;
  discountCents: number;
  totalCents: number;
  code: CodeCheck | null;
};

/** The cart of a visitor, priced from the catalogue, with their code checked now. */
export async function viewCart(shop: Shop, session: ShopSession): Promise<CartView> {
  return cartFor(shop, session, await recognise(shop, session.token));
}

/** The same for a visitor who was recognised already. */
export async function cartFor(shop: Shop, session: ShopSession, visitor: Recognised | null): Promise<CartView> {
  const lines = pricedLines(session.lines).map(({ product, quantity }) => ({
    sku: product.sku,
    name: product.name,
    quantity,
    priceCents: product.priceCents,
    lineCents: product.priceCents * quantity,
  }));
  const subtotalCents = lines.reduce((sum, line) => sum + line.lineCents, 0);
  const code = session.code ? await checkCode(shop, visitor, session.code) : null;
  const discountCents = code?.ok ? percentOf(subtotalCents, code.percentOff) : 0;
  return {
    greeting: visitor?.firstName ?? session.firstName,
    currency: shop.currency,
    lines,
    subtotalCents,
    discountCents,
    totalCents: subtotalCents - discountCents,
    code,
  };
}
