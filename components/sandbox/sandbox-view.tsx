'use client';

import { useSelectedLayoutSegment } from 'next/navigation';
import type { ReactNode } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { cn } from '@/components/ui/cn';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { MessageList } from './message-list';

/** The sandbox like a mail client: the list stays, the message beside it changes. On a phone one of the two is shown. */
export function SandboxView({ children }: { children: ReactNode }) {
  const { person, may } = useWorkspace();
  const openId = useSelectedLayoutSegment();
  if (!may('messages.read'))
    return <ForbiddenState role={person.role} right="messages.read" what="The sandbox inbox" />;
  return (
    <div className="flex min-h-0 flex-1">
      <div
        className={cn(
          'w-full min-w-0 border-border bg-surface lg:w-[400px] lg:shrink-0 lg:border-r',
          openId && 'max-lg:hidden',
        )}
      >
        <MessageList openId={openId} />
      </div>
      <div className={cn('min-w-0 flex-1', !openId && 'max-lg:hidden')}>{children}</div>
    </div>
  );
}
