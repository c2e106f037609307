import { z } from 'zod';
import { ChannelId } from '../../channels/channel';
import { whole } from '../figure';
import { section } from '../section';

/** How fast providers take messages, and how long one may stand in line for them. */
export const QuotaPolicy = section(
  'Provider quotas',
  'How fast providers take messages, and how long one may stand in line.',
  {
    perMinute: z
      .partialRecord(ChannelId, z.number().int().min(1).max(100_000_000))
      .default({ email: 6_000, sms: 60, whatsapp: 4_800, push: 600_000 })
      .meta({
        title: 'Messages a minute',
        description: 'Messages a provider takes within a minute: an API of 100 a second, one long code, one number.',
        unit: 'messages',
      }),
    waitMinutes: whole(
      60,
      0,
      600,
      'Longest time in line; what would wait longer leaves later.',
      'minutes',
      'Longest wait in line',
    ),
  },
);
