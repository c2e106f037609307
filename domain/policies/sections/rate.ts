import { z } from 'zod';
import { ChannelId } from '../../channels/channel';
import { section } from '../section';

/** How much may leave within an hour. */
export const RatePolicy = section('Volume', 'How much may leave within an hour.', {
  hourlyVolume: z
    .record(ChannelId, z.number().int().min(0).max(100_000_000))
    .default({ email: 100_000, sms: 36_000, whatsapp: 36_000, push: 100_000, web: 1_000_000 })
    .meta({
      title: 'Messages per channel and hour',
      description: 'Messages a workspace may send per channel within an hour; more wait.',
      unit: 'messages',
    }),
});
