'use client';

import dynamic from 'next/dynamic';
import { ErrorState } from '@/components/ui/error-state';
import { DecisionPane } from './decision-pane';
import { draftOf } from './edit-draft';
import { SubjectSkeleton } from './inbox-skeleton';
import type { Inbox } from './use-inbox';

// Most decisions are approved as they are: the editor and the word comparison come when somebody edits.
const EditPane = dynamic(() => import('./edit-pane').then((module) => module.EditPane), {
  loading: () => <SubjectSkeleton />,
});

const GoneCard = dynamic(() => import('./gone-card').then((module) => module.GoneCard), {
  loading: () => <SubjectSkeleton />,
});

/** The decision on screen, or what became of it. */
export function SubjectPane({ inbox }: { inbox: Inbox }) {
  const { subject, detail, state, queue } = inbox;
  if (detail.isError && !subject)
    return <ErrorState description={detail.error.message} onRetry={() => void detail.refetch()} />;
  if (!subject) return <SubjectSkeleton />;
  if (!inbox.isOpen) {
    return (
      <GoneCard
        subject={subject}
        hasNext={state.entries.some(({ id }) => id !== subject.id)}
        note={inbox.draftFor(subject.id).note}
        onNext={inbox.goOn}
        onProposed={(id) => inbox.select(id, 'push')}
      />
    );
  }
  return (
    <DecisionPane
      subject={subject}
      onPainted={(id, version) => queue.dispatch({ type: 'painted', id, version, at: performance.now() })}
      editor={
        inbox.formOpen === 'edit' && subject.chosen ? (
          <EditPane
            subject={subject}
            chosen={subject.chosen}
            draft={inbox.edits[subject.id] ?? draftOf(subject.chosen)}
            now={inbox.pageNow}
            onChecked={inbox.setChecked}
            onDraftChange={(changed) => inbox.setEdit(subject.id, changed)}
            onApprove={(edit) => inbox.decide({ verdict: 'edit', edit }, inbox.draftFor(subject.id).note)}
            onCancel={inbox.closeForm}
          />
        ) : null
      }
    />
  );
}
