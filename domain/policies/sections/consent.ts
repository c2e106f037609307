import { z } from 'zod';
import { CHANNELS, ChannelId } from '../../channels/channel';
import { whole } from '../figure';
import { section } from '../section';

/** What counts as a consent, and for how long. */
export const ConsentPolicy = section('Consent', 'What counts as a consent, and for how long.', {
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
    description:
      'Double opt-in: channels on which a yes counts once the customer has confirmed it from that very address. They are asked by e-mail or SMS, once for each sign-up.',
    unit: 'channels',
  }),
  confirmedCountries: z
    .array(z.string().regex(/^[A-Z]{2}$/, 'A country must be its two capital letters, such as DE.'))
    .max(250)
    .default([])
    .meta({
      title: 'Confirmed opt-in for e-mail in',
      description:
        'Countries (two letters, ISO 3166) in which a yes to e-mail counts once it was confirmed, whatever is chosen above; customers of an unknown country are then asked too. Usual in DE and AT.',
      must: 'a list of countries of two capital letters, such as DE',
      unit: 'countries',
    }),
  askedAgainHours: whole(
    24,
    1,
    720,
    'Hours before an address is asked again to confirm: anybody can type somebody else’s into a form.',
    'hours',
    'Asked again after',
  ),
  mostAsked: whole(3, 1, 20, 'Times an address is asked to confirm within that stretch.', 'times', 'Asked at most'),
  mostAskedDays: whole(30, 1, 365, 'Stretch within which questions to an address are counted.', 'days', 'Counted over'),
  confirmWithinDays: whole(
    7,
    1,
    30,
    'How long a customer can confirm after they were asked. A yes older than that when it reaches us is not asked about.',
    'days',
    'A yes can be confirmed for',
  ),
});
