import { Bell, Globe, Mail, MessageCircle, MessageSquareText, MinusCircle } from 'lucide-react';
import { cn } from '@/components/ui/cn';
import type { ChannelId } from '@/domain/channels/channel';

const CHANNEL_LOOKS = {
  email: { icon: Mail, name: 'E-mail' },
  sms: { icon: MessageSquareText, name: 'SMS' },
  whatsapp: { icon: MessageCircle, name: 'WhatsApp' },
  push: { icon: Bell, name: 'Push' },
  web: { icon: Globe, name: 'Web' },
} as const;

/** How a channel is called on screen. */
export function channelName(channel: ChannelId): string {
  return CHANNEL_LOOKS[channel].name;
}

/** A channel's sign; its name stands beside it or is read out. */
export function ChannelIcon({ channel, className }: { channel: ChannelId | null; className?: string }) {
  const Icon = channel ? CHANNEL_LOOKS[channel].icon : MinusCircle;
  return <Icon aria-hidden className={cn('size-4 shrink-0 text-fg-muted', className)} />;
}
