import { CHANNEL_NAMES, CHANNELS } from '@/domain/channels/channel-ids';

/** Channels that can be stopped, as choices of a form. */
export const CHANNEL_OPTIONS = CHANNELS.map((channel) => ({
  value: channel as string,
  label: `${CHANNEL_NAMES[channel]} only`,
}));

/** Reasons that need no typing. */
export const STOP_REASONS = [
  'Something looks wrong',
  'Wrong or offensive content',
  'Too many messages',
  'Complaints from customers',
  'Trouble at the provider',
  'A drill',
] as const;
