import type { OrderCampaign } from '../events/order';

/** Query parameter of landing pages that carries the signed id of the message. */
export const MESSAGE_PARAMETER = 'tsm';

const SOURCE = 'touchstone';

/** What a message's links say of themselves. `template` is name@version. */
export type TaggedMessage = { channel: string; action: string | null; template: string };

type Utm = { utm_source: string; utm_medium: string; utm_campaign: string; utm_content: string };

/** The UTM parameters of one message's links. */
export function utmOf(message: TaggedMessage): Utm {
  return {
    utm_source: SOURCE,
    utm_medium: message.channel,
    utm_campaign: message.action ?? 'message',
    utm_content: message.template,
  };
}

/** Whether an order came in under this message's UTM parameters; the content may be left out. */
export function carriesUtm(campaign: OrderCampaign, message: TaggedMessage): boolean {
  const utm = utmOf(message);
  return (
    campaign.utmSource === SOURCE &&
    campaign.utmMedium === utm.utm_medium &&
    campaign.utmCampaign === utm.utm_campaign &&
    (campaign.utmContent === undefined || campaign.utmContent === utm.utm_content)
  );
}
