'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CircleCheck } from 'lucide-react';
import type { ReviewSubject } from '@/components/decisions/decision-data';
import { proposalOf } from '@/components/decisions/proposal-line';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button, LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { notify } from '@/components/ui/toast';
import { rolesWith } from '@/domain/workspaces/permissions';
import { formatRelative, ROLE_NAMES } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import { OUTCOME_WORDS } from '@/lib/words/outcome-words';
import { KeptNote } from './kept-note';

type GoneCardProps = {
  subject: ReviewSubject;
  hasNext: boolean;
  /** What was typed before it was gone. */
  note: string;
  onNext: () => void;
  /** Opens the decision that was made anew. */
  onProposed: (decisionId: string) => void;
};

/** A decision that waits no longer: what became of it, by whom, and where to go on. */
export function GoneCard({ subject, hasNext, note, onNext, onProposed }: GoneCardProps) {
  const { now, to } = useWorkspace();
  const { label, meaning } = OUTCOME_WORDS[subject.outcome];
  const review = subject.review;
  const title = review?.by
    ? `${label} by ${review.by} ${formatRelative(review.at, now)}`
    : `No longer waiting: ${label.toLowerCase()}`;
  return (
    <div className="m-auto flex flex-col items-stretch gap-4">
      <EmptyState
        icon={CircleCheck}
        title={title}
        description={[proposalOf(subject.summary), meaning, hasReason(subject.outcome) ? subject.outcomeReason : null]
          .filter(Boolean)
          .join(' ')}
        actions={
          <>
            {hasNext ? (
              <Button variant="primary" onClick={onNext}>
                Next in the queue
              </Button>
            ) : null}
            {subject.outcome === 'expired' || subject.outcome === 'failed' || subject.outcome === 'blocked' ? (
              <ProposeAgain subject={subject} onProposed={onProposed} />
            ) : null}
            {subject.again.as ? (
              <LinkButton href={to(`/decisions/${subject.again.as}`)}>See what was proposed again</LinkButton>
            ) : null}
            <LinkButton href={to(`/decisions/${subject.id}`)}>See the whole decision</LinkButton>
          </>
        }
      />
      <KeptNote note={note} />
    </div>
  );
}

/** Of what came to nothing without a person's verdict the reason says what to mend. */
function hasReason(outcome: ReviewSubject['outcome']): boolean {
  return outcome === 'failed' || outcome === 'blocked' || outcome === 'cancelled';
}

type ProposeAgainProps = Pick<GoneCardProps, 'subject' | 'onProposed'>;

/** Asks the agent the same question once more, by the facts of now: the answer may be another, or that it is too late. */
function ProposeAgain({ subject, onProposed }: ProposeAgainProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { slug, may } = useWorkspace();
  const decide = useMutation(
    trpc.decisions.askAgain.mutationOptions({
      onSuccess({ decisionId, nothing }) {
        void client.invalidateQueries({ queryKey: trpc.review.pathKey() });
        void client.invalidateQueries({ queryKey: trpc.decisions.pathKey() });
        if (nothing) notify({ tone: 'info', title: 'There is nothing to propose any more', description: nothing });
        else onProposed(decisionId);
      },
      onError: (error) => notify({ tone: 'bad', title: 'It was not proposed again', description: error.message }),
    }),
  );
  const who = rolesWith('decisions.run').map((role) => ROLE_NAMES[role].toLowerCase());
  return (
    <Button
      variant={may('decisions.run') ? 'primary' : 'secondary'}
      pending={decide.isPending}
      disabledReason={may('decisions.run') ? undefined : `Ask an ${who.join(' or ')} to have it proposed again.`}
      onClick={() => decide.mutate({ workspace: slug, decisionId: subject.id })}
    >
      Propose again
    </Button>
  );
}
