import { z } from 'zod';
import { catalogueProduct } from '@/domain/simulation/catalogue';

/** Words that events and columns can hold. */
const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .regex(/^[^\p{Cc}\p{Cs}]*$/u);

/** A product's number, as forms send it. */
export const ShopSku = text(32).min(1);
/** A discount code as it may be typed: letters, digits and dashes. */
export const ShopCode = z.string().regex(/^[A-Za-z0-9-]{1,40}$/);

/** What events say of the campaign a visitor came from, by the names they have for it. */
export const CAMPAIGN_KEYS = ['source', 'medium', 'name', 'term', 'content'] as const;
export const CAMPAIGN_VALUE_LENGTH = 100;

/** Different products in one cart: more than a visitor's cookie could hold. */
export const MOST_LINES = 30;

const Line = z.object({ sku: ShopSku, quantity: z.number().int().min(1).max(9) });
const Campaign = z.partialRecord(z.enum(CAMPAIGN_KEYS), text(CAMPAIGN_VALUE_LENGTH));

const Placed = z.object({
  orderKey: text(120),
  lines: z.array(Line).max(MOST_LINES),
  subtotalCents: z.number().int(),
  discountCents: z.number().int(),
  code: ShopCode.nullable(),
});

/**
 * What the shop remembers of a visitor, in their own cookie. Nothing in it is trusted: prices come from the catalogue,
 * the token carries its own signature, and a code is looked up each time. A code or campaign that can be none is
 * forgotten, the cart beside it is not.
 */
export const ShopSession = z.object({
  anonymousId: text(64).min(1),
  /** Signed message token the visitor arrived with. */
  token: text(200).nullable(),
  campaign: Campaign.catch({}),
  code: ShopCode.nullable().catch(null),
  cartKey: text(120).nullable(),
  lines: z.array(Line).max(MOST_LINES),
  /** First name given in this shop, where the visitor told it. */
  firstName: text(60).nullable(),
  placed: Placed.nullable(),
});
export type ShopSession = z.infer<typeof ShopSession>;
export type ShopCampaign = ShopSession['campaign'];
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
