'use client';

import { Inbox } from 'lucide-react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { formatDuration, plural } from '@/lib/format';

export type DayTally = { approved: number; rejected: number; medianMs: number | null };

/** Nothing waits, by the server's own count; what was decided today. */
export function InboxZero({ tally }: { tally: DayTally | null }) {
  const { to } = useWorkspace();
  return (
    <EmptyState
      icon={Inbox}
      title="Inbox zero"
      description={tallyWords(tally)}
      actions={<LinkButton href={to('/inbox/history')}>See what was decided</LinkButton>}
      className="m-auto"
    />
  );
}

function tallyWords(tally: DayTally | null): string {
  const decided = tally ? tally.approved + tally.rejected : 0;
  if (!tally || decided === 0) return 'No decision waits for a person. New ones appear here by themselves.';
  const median = tally.medianMs === null ? '' : `, in a median of ${formatDuration(tally.medianMs)}`;
  return `${plural(decided, 'decision')} judged today (${tally.approved} approved, ${tally.rejected} rejected)${median}. New ones appear here by themselves.`;
}
