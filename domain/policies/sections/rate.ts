import { z } from 'zod';
import { ChannelId } from '../../channels/channel';

/** How much may leave within an hour. */
export const RatePolicy = z.object({
  hourlyVolume: z
    .record(ChannelId, z.number().int().min(0))
    .default({ email: 100_000, sms: 36_000, whatsapp: 36_000, push: 100_000, web: 1_000_000 })
    .meta({ description: 'Messages a workspace may send per channel within an hour; more wait.', unit: 'messages' }),
});
