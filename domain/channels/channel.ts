import { z } from 'zod';

/** The five channels a touch can be made on. */
export const CHANNELS = ['email', 'sms', 'whatsapp', 'push', 'web'] as const;
export const ChannelId = z.enum(CHANNELS);
export type ChannelId = z.infer<typeof ChannelId>;
