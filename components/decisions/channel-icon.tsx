import { Bell, Globe, Mail, MessageCircle, MessageSquareText, MinusCircle } from 'lucide-react';
import { cn } from '@/components/ui/cn';
import type { ChannelId } from '@/domain/channels/channel';
import { CHANNEL_NAMES } from '@/domain/channels/channel-ids';

const CHANNEL_ICONS = { email: Mail, sms: MessageSquareText, whatsapp: MessageCircle, push: Bell, web: Globe } as const;

/** How a channel is called on screen. */
export function channelName(channel: ChannelId): string {
  return CHANNEL_NAMES[channel];
}

/** The same within a sentence: "by e-mail", "by SMS". */
export function channelInSentence(channel: ChannelId): string {
  const name = channelName(channel);
  // A second capital makes a name of it.
  return /[A-Z].*[A-Z]/.test(name) ? name : name.toLowerCase();
}

/** A channel's sign; its name stands beside it or is read out. */
export function ChannelIcon({ channel, className }: { channel: ChannelId | null; className?: string }) {
  const Icon = channel ? CHANNEL_ICONS[channel] : MinusCircle;
  return <Icon aria-hidden className={cn('size-4 shrink-0 text-fg-muted', className)} />;
}
