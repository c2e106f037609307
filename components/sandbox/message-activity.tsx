'use client';

import { TimeText } from '@/components/layout/time-text';
import { Tag } from '@/components/ui/badge';
import type { MessageDetail } from '@/server/services/messages';
import { activityOf } from './prepare-activity';

/** What happened to a message, in order: from its writing to whatever its receiver did. */
export function MessageActivity({ message }: { message: MessageDetail }) {
  return (
    <ol className="flex flex-col">
      {activityOf(message).map((step) => (
        <li
          key={step.id}
          className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-b border-border py-2 text-table last:border-b-0"
        >
          <span className="w-40 shrink-0 text-fg-muted">
            <TimeText at={step.at} as="absolute" />
          </span>
          <span className="font-medium">{step.word}</span>
          {step.isMachine ? <Tag>by a machine</Tag> : null}
          {step.isSimulated ? <Tag>simulated</Tag> : null}
          {step.detail ? <span className="min-w-0 break-all text-fg-muted">{step.detail}</span> : null}
        </li>
      ))}
    </ol>
  );
}
