import { actionOf } from '../../campaigns/action';
import type { CampaignTemplateId } from '../../campaigns/campaign-ids';
import type { ChannelId } from '../../channels/channel';
import type { CopySlot } from '../../copy/copy-slots';

/** A kind of message whose words can be tried against each other. */
export type CreativeTarget = {
  readonly agentId: string;
  readonly action: string;
  readonly channel: ChannelId;
  readonly templateId: string;
  readonly name: string;
  /** After "You write the words of one e-mail message". */
  readonly purpose: string;
  readonly slots: readonly CopySlot[];
  readonly offerEnds: boolean;
};

/** Messages that are sent often enough, and whose words hold nothing that one customer alone has. */
export const CREATIVE_TARGETS: readonly CreativeTarget[] = [
  {
    agentId: 'cart_winback',
    action: 'cart_recovery',
    channel: 'email',
    templateId: 'cart-recovery',
    name: 'Cart recovery e-mail',
    purpose: 'to customers who left a cart, with a discount',
    slots: ['customer.first_name', 'offer.percent_off', 'cart.item_count', 'cart.value'],
    offerEnds: true,
  },
  {
    agentId: 'cart_winback',
    action: 'winback_offer',
    channel: 'email',
    templateId: 'winback-discount',
    name: 'Win-back e-mail with a discount',
    purpose: 'to customers who have been away for long, with a discount',
    slots: ['customer.first_name', 'offer.percent_off'],
    offerEnds: true,
  },
  campaignTarget('campaign-welcome', 'Welcome e-mail of campaigns', 'to customers who have just signed up'),
  campaignTarget('campaign-thanks', 'Thank-you e-mail of campaigns', 'to customers who have ordered several times'),
  campaignTarget('campaign-season', 'Season e-mail of campaigns', 'to customers at the beginning of a season'),
  campaignTarget('campaign-news', 'News e-mail of campaigns', 'to customers about what is new in the shop'),
];

/** An e-mail of campaigns where it gives no discount: one that does says other things, and is another action. */
function campaignTarget(templateId: CampaignTemplateId, name: string, purpose: string): CreativeTarget {
  return {
    agentId: 'campaign',
    action: actionOf({ percentOff: 0 }),
    channel: 'email',
    templateId,
    name,
    purpose,
    slots: ['customer.first_name'],
    offerEnds: false,
  };
}

/** The target of a template, null where its words are not tested. */
export function targetOf(templateId: string): CreativeTarget | null {
  return CREATIVE_TARGETS.find((target) => target.templateId === templateId) ?? null;
}
