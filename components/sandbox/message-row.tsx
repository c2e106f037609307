'use client';

import { ChannelIcon, channelName } from '@/components/decisions/channel-icon';
import { TimeText } from '@/components/layout/time-text';
import { Badge } from '@/components/ui/badge';
import { cn } from '@/components/ui/cn';
import { Link } from '@/components/ui/link';
import type { MessageListItem } from '@/server/services/messages';
import { messageState } from './message-status';
import { messageTitle } from './message-title';

type MessageRowProps = { message: MessageListItem; href: string; isSelected: boolean };

/** One message in the list of the sandbox: to whom, what, how far it came. */
export function MessageRow({ message, href, isSelected }: MessageRowProps) {
  const state = messageState(message);
  return (
    <li>
      <Link
        href={href}
        data-row-link
        aria-current={isSelected ? 'page' : undefined}
        className={cn(
          'flex gap-3 border-b border-border px-4 py-2.5 -outline-offset-2',
          isSelected ? 'bg-info-soft' : 'hover:bg-hover',
        )}
      >
        <ChannelIcon channel={message.channel} className="mt-0.5" />
        <span className="sr-only">{channelName(message.channel)} to</span>
        <span className="flex min-w-0 flex-1 flex-col gap-0.5">
          <span className="flex items-baseline justify-between gap-3">
            <span className="truncate text-sm font-medium">{message.to.name || message.to.address}</span>
            <span className="shrink-0 text-xs text-fg-muted">
              <TimeText at={message.deliveredAt ?? message.sendAt} />
            </span>
          </span>
          <span className="truncate text-table">{messageTitle(message)}</span>
          <span className="flex items-center justify-between gap-3">
            <span className="truncate text-xs text-fg-muted">
              {message.preheader || (message.channel === 'web' ? '' : message.to.address)}
            </span>
            {/* Delivered is what every message is sooner or later: said without a badge, the rest stands out. */}
            {message.status === 'delivered' && state.word === 'Delivered' ? (
              <span className="shrink-0 text-xs text-fg-muted">{state.word}</span>
            ) : (
              <Badge tone={state.tone}>{state.word}</Badge>
            )}
          </span>
        </span>
      </Link>
    </li>
  );
}
