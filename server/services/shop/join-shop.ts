import { v7 } from 'uuid';
import { z } from 'zod';
import { normaliseEmail } from '@/domain/customers/address';
import { consentTraits } from '@/domain/simulation/segment-event';
import { ServiceError } from '../../errors';
import type { EventsDoor } from '../simulation';
import type { Shop } from './open-shop';
import type { ShopSession } from './shop-session';
import { tell } from './tell';

const Joining = z.object({
  firstName: z
    .string()
    .trim()
    .min(1, 'Tell a first name.')
    .max(60, 'That name is too long.')
    .regex(/^[^\p{Cc}\p{Cs}]*$/u, 'That name holds characters that cannot be written.'),
  email: z.string().max(254),
  agrees: z.boolean(),
});
export type Joining = z.input<typeof Joining>;

/** Words shown beside the box that visitors tick; a change of words needs a new version. */
export const CONSENT_TEXT = {
  version: 'demo-shop-2026-11',
  words: 'Yes, write to me by e-mail about my cart and offers. I can stop this at any time.',
};

const AGREED = {
  channel: 'email',
  status: 'granted',
  source: 'demo shop',
  textVersion: CONSENT_TEXT.version,
} as const;

/**
 * A visitor who tells the shop their name and address: from now on their cart belongs to somebody who can be written
 * to, if they agreed. Throws invalid, naming the field, for a missing name or an address that is none.
 */
export async function joinShop(
  shop: Shop,
  session: ShopSession,
  joining: Joining,
  door?: EventsDoor,
): Promise<ShopSession> {
  const parsed = Joining.safeParse(joining);
  if (!parsed.success) {
    throw new ServiceError('invalid', parsed.error.issues[0]?.message ?? 'Check the form.', { field: 'firstName' });
  }
  const { firstName, agrees } = parsed.data;
  const email = normaliseEmail(parsed.data.email);
  if (!email) throw new ServiceError('invalid', 'That is not an e-mail address.', { field: 'email' });
  const identify = {
    type: 'identify' as const,
    messageId: v7(),
    timestamp: new Date().toISOString(),
    anonymousId: session.anonymousId,
    traits: { email, firstName, ...(agrees ? consentTraits([AGREED]) : {}) },
    context: {},
  };
  await tell(shop, [identify], door);
  return { ...session, firstName };
}
