'use client';

import { CircleCheck } from 'lucide-react';
import type { ReviewSubject } from '@/components/decisions/decision-data';
import { OUTCOME_WORDS } from '@/components/decisions/outcome-words';
import { proposalOf } from '@/components/decisions/proposal-line';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button, LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { formatRelative } from '@/lib/format';

type GoneCardProps = { subject: ReviewSubject; hasNext: boolean; onNext: () => void };

/** A decision that waits no longer: what became of it, by whom, and where to go on. */
export function GoneCard({ subject, hasNext, onNext }: GoneCardProps) {
  const { now, to } = useWorkspace();
  const { label, meaning } = OUTCOME_WORDS[subject.outcome];
  const review = subject.review;
  const title = review?.by
    ? `${label} by ${review.by} ${formatRelative(review.at, now)}`
    : `No longer waiting: ${label.toLowerCase()}`;
  return (
    <EmptyState
      icon={CircleCheck}
      title={title}
      description={`${proposalOf(subject.summary)} ${meaning}`}
      actions={
        <>
          {hasNext ? (
            <Button variant="primary" onClick={onNext}>
              Next in the queue
            </Button>
          ) : null}
          <LinkButton href={to(`/decisions/${subject.id}`)}>See the whole decision</LinkButton>
        </>
      }
      className="m-auto"
    />
  );
}
