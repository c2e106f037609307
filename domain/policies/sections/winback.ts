import { z } from 'zod';
import { ChannelId } from '../../channels/channel';
import { cents, whole } from '../figure';
import { shopPath } from '../lists';
import { section } from '../section';

const Wave = z.object({
  day: z.number().int().min(1).max(90),
  channel: ChannelId,
  action: z.enum(['winback_offer', 'winback_follow_up']),
});

/** Dormant customers: value segments, offers and waves. */
export const WinbackPolicy = section('Win-back', 'Dormant customers: value segments, offers and waves.', {
  dormantDays: whole(
    90,
    7,
    3650,
    'Days without engagement from which on a customer is dormant.',
    'days',
    'Dormant after',
  ),
  forgottenDays: whole(
    1095,
    30,
    3650,
    'Days without engagement after which a customer is not written to any more.',
    'days',
    'Not written to after',
  ),
  valuedFromCents: cents(
    30_000,
    'Lifetime value from which on the offer is a discount with new products.',
    'Valued from a lifetime value of',
  ),
  valuedPercentOff: whole(15, 0, 100, 'Discount for customers of that value.', 'percent', 'Discount for the valued'),
  genericPercentOff: whole(
    10,
    0,
    100,
    'Discount of the generic offer below that value.',
    'percent',
    'Discount for the others',
  ),
  codeHours: whole(336, 1, 2160, 'Hours for which a win-back code is good.', 'hours', 'Code is good for'),
  landingPath: shopPath('/', 'Page a win-back leads to', 'Page of the shop that a win-back leads to.'),
  expectedOrderCents: cents(
    8_500,
    'Order value assumed where a customer has none of their own.',
    'Assumed order value',
  ),
  waves: z
    .array(Wave)
    .min(1)
    .max(20)
    .default([
      { day: 1, channel: 'email', action: 'winback_offer' },
      { day: 3, channel: 'sms', action: 'winback_offer' },
      { day: 7, channel: 'web', action: 'winback_offer' },
      { day: 14, channel: 'email', action: 'winback_follow_up' },
    ])
    .meta({
      title: 'Touches of a series',
      description: 'The touches of one series. Day 1 is the day it starts; it ends when the customer comes back.',
    }),
  seriesPerQuarter: whole(
    2,
    0,
    20,
    'Win-back series that may begin for one customer within a quarter.',
    'series',
    'Series per customer and quarter',
  ),
  quarterDays: whole(91, 1, 366, 'Length of that quarter, rolling.', 'days', 'Length of a quarter'),
  lowStock: whole(5, 1, 1000, 'Stock at or below which “only a few left” is true.', 'pieces', 'Low stock'),
  reviewDays: whole(
    7,
    1,
    90,
    'A win-back decision can be approved for this long; after that it is held.',
    'days',
    'Can be approved for',
  ),
  usefulDays: whole(
    7,
    1,
    90,
    'A win-back message that cannot leave within this time of its moment is not sent.',
    'days',
    'Useful for',
  ),
});
