import { CHANNEL_NAMES, CHANNELS, isChannel } from '@/domain/channels/channel-ids';

export type StopScope = { scope: 'workspace' | 'agent' | 'channel'; target: string };

/** What a stop holds back, in words: "Everything", "E-mail", "Agent cart_winback". */
export function scopeWords({ scope, target }: StopScope): string {
  if (scope === 'workspace') return 'Everything';
  if (scope === 'channel' && isChannel(target)) return CHANNEL_NAMES[target];
  return scope === 'agent' ? `Agent ${target}` : target;
}

export const CHANNEL_OPTIONS = CHANNELS.map((channel) => ({
  value: channel as string,
  label: `${CHANNEL_NAMES[channel]} only`,
}));

export const STOP_REASONS = [
  'Something looks wrong',
  'Wrong or offensive content',
  'Too many messages',
  'Complaints from customers',
  'Trouble at the provider',
  'A drill',
] as const;
