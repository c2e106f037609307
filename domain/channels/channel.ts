import { z } from 'zod';
import { CHANNELS } from './channel-ids';

export { CHANNELS };
export const ChannelId = z.enum(CHANNELS);
export type ChannelId = z.infer<typeof ChannelId>;
