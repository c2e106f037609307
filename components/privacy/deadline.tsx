'use client';

import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge, STATUS_ICONS } from '@/components/ui/badge';
import type { PrivacyRequestItem } from '@/server/services/privacy';
import { answeredWords, deadlineWords } from './deadline-words';

type DeadlineProps = { request: Pick<PrivacyRequestItem, 'dueAt' | 'endedAt'> };

/** The clock of a request: what is left of its term, or whether it was answered within it. */
export function Deadline({ request: { dueAt, endedAt } }: DeadlineProps) {
  const { now } = useWorkspace();
  const { text, tone } = endedAt ? answeredWords(dueAt, endedAt) : deadlineWords(dueAt, now);
  return (
    <Badge tone={tone} icon={tone === 'neutral' ? STATUS_ICONS.waiting : undefined}>
      {text}
    </Badge>
  );
}

/** The same with the day it is due below. */
export function DeadlineCell({ request }: DeadlineProps) {
  return (
    <span className="flex flex-col items-start gap-0.5 py-0.5">
      <Deadline request={request} />
      <span className="text-xs text-fg-muted">
        due <TimeText at={request.dueAt} as="absolute" />
      </span>
    </span>
  );
}
