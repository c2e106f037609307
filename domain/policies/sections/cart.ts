import { z } from 'zod';
import { cents, figure, MOST_CENTS, whole } from '../figure';
import { shopPath } from '../lists';
import { section } from '../section';

const CartRung = z.object({
  belowCents: z.number().int().positive().max(MOST_CENTS).nullable(),
  percentOff: z.number().int().min(0).max(100),
});

/** Channels a cart reminder can leave by. */
const REMINDER_CHANNELS = ['sms', 'whatsapp'] as const;

/** Carts left behind: when they are worth a message, and which discount. */
export const CartPolicy = section('Carts left behind', 'When they are worth a message, and which discount.', {
  idleHours: figure(
    2,
    0.1,
    168,
    'Hours since the last change from which on a cart counts as left behind.',
    'hours',
    'Left behind after',
  ),
  tooLateHours: figure(
    72,
    1,
    720,
    'Hours after which a cart is too old to be worth a message.',
    'hours',
    'Too old after',
  ),
  minValueCents: cents(2_000, 'Carts below this get no message.', 'Least cart value'),
  ladder: z
    .array(CartRung)
    .min(1)
    .max(20)
    .default([
      { belowCents: 10_000, percentOff: 25 },
      { belowCents: 50_001, percentOff: 20 },
      { belowCents: null, percentOff: 15 },
    ])
    .meta({
      title: 'Discount ladder',
      description:
        'Discount by cart value: the first rung whose upper value is above that of the cart; the last has none.',
    }),
  codeHours: whole(48, 1, 720, 'Hours for which a cart code is good.', 'hours', 'Code is good for'),
  landingPath: shopPath('/cart', 'Page of the cart', 'Page of the shop that shows the cart.'),
  productsShown: whole(3, 1, 12, 'Products shown, best margin first.', 'products'),
  reminderHours: whole(
    20,
    1,
    720,
    'Hours after a delivered, unopened cart e-mail until the reminder.',
    'hours',
    'Reminder after',
  ),
  reminderChannel: z.enum(REMINDER_CHANNELS).default('sms').meta({
    title: 'Reminder by',
    description:
      'Where the reminder is sent. On WhatsApp a customer who has not written within a day gets it by the approved template that speaks for it.',
  }),
  reviewHours: whole(
    24,
    1,
    720,
    'A cart decision can be approved for this long; after that it is held.',
    'hours',
    'Can be approved for',
  ),
  usefulHours: whole(
    24,
    1,
    720,
    'A cart message that cannot leave within this time of its moment is not sent.',
    'hours',
    'Useful for',
  ),
});
