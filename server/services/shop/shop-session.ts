import { z } from 'zod';
import { catalogueProduct } from '@/domain/simulation/catalogue';

const Line = z.object({ sku: z.string().max(32), quantity: z.number().int().min(1).max(9) });
const Campaign = z.record(z.string().max(32), z.string().max(200));

const Placed = z.object({
  orderKey: z.string().max(120),
  lines: z.array(Line).max(30),
  subtotalCents: z.number().int(),
  discountCents: z.number().int(),
  code: z.string().max(40).nullable(),
});

/**
 * What the shop remembers of a visitor, in their own cookie. Nothing in it is trusted: prices come from the catalogue,
 * the token carries its own signature, and a code is looked up each time.
 */
export const ShopSession = z.object({
  anonymousId: z.string().min(1).max(64),
  /** Signed message token the visitor arrived with. */
  token: z.string().max(200).nullable(),
  campaign: Campaign,
  code: z.string().max(40).nullable(),
  cartKey: z.string().max(120).nullable(),
  lines: z.array(Line).max(30),
  /** First name given in this shop, where the visitor told it. */
  firstName: z.string().max(60).nullable(),
  placed: Placed.nullable(),
});
export type ShopSession = z.infer<typeof ShopSession>;
export type ShopLine = z.infer<typeof Line>;
export type PlacedOrder = z.infer<typeof Placed>;

/** A visitor nobody knows yet. */
export function newSession(anonymousId: string): ShopSession {
  return {
    anonymousId,
    token: null,
    campaign: {},
    code: null,
    cartKey: null,
    lines: [],
    firstName: null,
    placed: null,
  };
}

/** Lines of products that exist, with what they cost. */
export function pricedLines(lines: readonly ShopLine[]) {
  return lines.flatMap(({ sku, quantity }) => {
    const product = catalogueProduct(sku);
    return product ? [{ product, quantity }] : [];
  });
}
