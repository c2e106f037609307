import { z } from 'zod';
import { CHANNELS, ChannelId } from '../../channels/channel';
import { whole } from '../figure';
import { phrase } from '../lists';
import { section } from '../section';

/** What counts as a consent, and for how long. */
export const ConsentPolicy = section('Consent', 'What counts as a consent, and for how long.', {
  purpose: phrase(1, 32)
    .default('marketing')
    .meta({ title: 'Purpose of consent', description: 'The purpose that marketing consent is for.' }),
  maxAgeMonths: whole(
    36,
    1,
    120,
    'A consent older than this must be asked for again.',
    'months',
    'Consent is good for',
  ),
  impliedPurchaseMonths: whole(
    24,
    0,
    120,
    'Canada: how long a purchase implies consent.',
    'months',
    'Implied by a purchase for (Canada)',
  ),
  impliedInquiryMonths: whole(
    6,
    0,
    120,
    'Canada: how long an inquiry implies consent.',
    'months',
    'Implied by an inquiry for (Canada)',
  ),
  confirmedChannels: z.array(ChannelId).max(CHANNELS.length).default(['sms']).meta({
    title: 'Confirmed opt-in on',
    description: 'Channels on which a yes counts once the customer has confirmed it from that very address.',
    unit: 'channels',
  }),
});
