import type { Shop } from './open-shop';
import type { Recognised } from './recognise';

/** What a code is worth to this visitor now, or why it is worth nothing. */
export type CodeCheck =
  | { ok: true; code: string; percentOff: number; expiresAt: Date }
  | { ok: false; code: string; reason: string };

/**
 * Whether a discount code can be used now by this visitor: it exists, was not used, has not run out, and was given to
 * nobody else. Changes nothing; the code is redeemed by the order itself.
 */
export async function checkCode(shop: Shop, visitor: Recognised | null, text: string): Promise<CodeCheck> {
  const code = text.trim().toUpperCase();
  const { db, workspaceId, now } = shop.ctx;
  const offer = await db.offer.findUnique({ where: { workspaceId_code: { workspaceId, code } } });
  const refused = (reason: string): CodeCheck => ({ ok: false, code, reason });
  if (!offer) return refused('There is no such code. Check it for typing mistakes.');
  if (visitor && offer.customerId !== visitor.customerId) return refused('This code was given to another customer.');
  if (offer.status === 'redeemed') return refused('This code has been used. Each code works once.');
  if (offer.status !== 'live' || offer.expiresAt <= now) return refused('This code has run out.');
  return { ok: true, code, percentOff: offer.percentOff, expiresAt: offer.expiresAt };
}
