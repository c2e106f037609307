import { CAMPAIGN_TEMPLATES } from '../../campaigns/campaign-ids';
import type { MessageContent } from '../../templates/content';
import * as library from '../../templates/library';
import type { Brand } from '../../workspaces/brand';

/** The library’s templates by the name of their function: one that is added must be rendered here too. */
type Templates = {
  [Name in keyof typeof library as (typeof library)[Name] extends (brief: never) => MessageContent
    ? Name
    : never]: MessageContent;
};

/** Stands in where the workspace’s brand is not known; none of its words is one a policy forbids. */
const ANY_BRAND: Brand = {
  companyName: 'Example Company',
  fromName: 'Example Company',
  fromEmail: 'shop@shop.example',
  replyTo: 'help@shop.example',
  postalAddress: '1 Example Street',
  signature: 'Example Company',
  websiteUrl: 'https://shop.example',
  logoUrl: null,
  logoSize: null,
  colors: { main: ['#000000'], accent: [] },
};
const OFFER = { percentOff: 15, expiresAt: '2030-01-01T00:00:00.000Z' };

/**
 * Every template of the library as it is written for a customer whose name is not known, with the shortest subject it
 * has: what a rule of language forbids in these, the product itself could not say.
 */
export function libraryMessages(
  brand: Brand | null,
  subjectLength: number,
): (MessageContent & { readonly companyName: string })[] {
  const known = brand ?? ANY_BRAND;
  const brief = { brand: known, firstName: null, subjectLength, landingUrl: known.websiteUrl };
  const offered = { ...brief, offer: OFFER };
  const cart = { ...offered, itemCount: 2, valueText: '100' };
  const shown = { ...brief, showsProducts: true };
  const messages: Templates = {
    cartRecovery: library.cartRecovery(cart),
    cartConcierge: library.cartConcierge(cart),
    cartReminderSms: library.cartReminderSms(offered),
    cartNoteWeb: library.cartNoteWeb(offered),
    winbackSms: library.winbackSms(offered),
    winbackWeb: library.winbackWeb(offered),
    winbackDiscount: library.winbackDiscount(offered),
    winbackNewProducts: library.winbackNewProducts(offered),
    winbackScarcityStock: library.winbackScarcityStock({ ...offered, stock: { sku: 'sample', stock: 3 } }),
    winbackScarcityExpiry: library.winbackScarcityExpiry(offered),
    winbackConcierge: library.winbackConcierge(brief),
    winbackFollowUp: library.winbackFollowUp(brief),
    lifecycleWelcome: library.lifecycleWelcome(shown),
    lifecycleDiscover: library.lifecycleDiscover(shown),
    lifecycleNews: library.lifecycleNews(shown),
    lifecycleUpsell: library.lifecycleUpsell(shown),
    lifecycleValue: library.lifecycleValue(shown),
    lifecycleRetention: library.lifecycleRetention({ ...shown, offer: OFFER }),
    lifecycleConcierge: library.lifecycleConcierge(brief),
    lifecycleOutreach: library.lifecycleOutreach(brief),
  };
  const campaigns = CAMPAIGN_TEMPLATES.flatMap(({ id, channels }) =>
    channels.map((channel) => library.campaignMessage(id, { ...offered, showsProducts: true, channel })),
  );
  return [...Object.values(messages), ...campaigns].map((message) => ({ ...message, companyName: known.companyName }));
}
