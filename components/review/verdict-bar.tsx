'use client';

import { ArrowLeft, ArrowRight } from 'lucide-react';
import dynamic from 'next/dynamic';
import type { ReviewSubject } from '@/components/decisions/decision-data';
import { KeysHeld } from '@/components/shortcuts';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { ActionBar } from './action-bar';
import { draftOf, type EditDraft, textOf } from './edit-draft';
import { anyOf, placeWords } from './inbox-words';
import { neighbour } from './queue';
import { SlaBadge } from './sla-badge';
import type { Inbox } from './use-inbox';
import { WhyAsked } from './why-asked';

// Loaded when somebody rejects; what they type meanwhile waits.
const RejectPanel = dynamic(() => import('./reject-panel').then((module) => module.RejectPanel), {
  loading: () => <KeysHeld />,
});

// Most decisions are approved as they are. Without a place of its own to wait in, it would hide the page while it loads,
// and take the focus from the field that is typed in.
const WordDiff = dynamic(() => import('@/components/decisions/word-diff').then((module) => module.WordDiff), {
  ssr: false,
  loading: () => null,
});

/** What a person can do with the decision on screen, why they are asked, and how long they have. */
export function VerdictBar({ inbox, subject }: { inbox: Inbox; subject: ReviewSubject }) {
  const { claim, openForm } = inbox;
  return (
    <ActionBar
      header={
        <>
          <ClockAndPlace inbox={inbox} subject={subject} />
          <WhyAsked subject={subject} />
        </>
      }
      forbidden={inbox.forbidden}
      approveRefusal={subject.approveRefusal}
      isArmed={inbox.isArmed}
      onApprove={inbox.approve}
      onReject={() => openForm('reject')}
      edit={
        subject.chosen
          ? {
              isOpen: inbox.formOpen === 'edit',
              isKept: inbox.hasEdit,
              open: () => openForm('edit'),
              changes: <Changes chosen={subject.chosen} draft={inbox.edits[subject.id]} />,
            }
          : null
      }
      claimedBy={claim.other ? { name: claim.other.name, onTakeOver: claim.takeOver } : null}
      more={inbox.canAct ? <Arrange inbox={inbox} /> : null}
      refusalActions={
        subject.canBeAsked.length > 0 ? (
          <p className="mt-1">
            Ask {anyOf(subject.canBeAsked.map(({ name }) => name))}, or{' '}
            <button type="button" className="underline" onClick={() => openForm('assign')}>
              assign it
            </button>
            .
          </p>
        ) : null
      }
      rejectPanel={
        inbox.formOpen === 'reject' ? (
          <RejectPanel
            draft={inbox.draftFor(subject.id)}
            onDraftChange={(changed) => inbox.setDraft(subject.id, changed)}
            onReject={(reason, note) => inbox.decide({ verdict: 'reject', reason }, note)}
            onCancel={inbox.closeForm}
          />
        ) : null
      }
    />
  );
}

type ChangesProps = { chosen: NonNullable<ReviewSubject['chosen']>; draft: EditDraft | undefined };

/** What the editor changes, beside it: never more than a part of the screen. */
function Changes({ chosen, draft }: ChangesProps) {
  if (!draft) return null;
  return (
    <div className="scrollbar-thin max-h-[40dvh] overflow-y-auto empty:hidden">
      <WordDiff title="What changes" before={textOf(draftOf(chosen))} after={textOf(draft)} />
    </div>
  );
}

function ClockAndPlace({ inbox, subject }: { inbox: Inbox; subject: ReviewSubject }) {
  const { state, place, clock, move } = inbox;
  return (
    <div className="flex items-center justify-between gap-2">
      {subject.slaDueAt ? (
        <SlaBadge slaDueAt={subject.slaDueAt} reviewFrom={subject.reviewFrom} clock={clock} isLarge />
      ) : null}
      <div className="ml-auto flex items-center gap-0.5 text-table text-fg-muted">
        <IconButton
          size="sm"
          label="Previous"
          shortcut="ArrowLeft"
          icon={<ArrowLeft aria-hidden />}
          aria-disabled={!neighbour(state, -1)}
          onClick={() => move(-1)}
        />
        <span className="min-w-12 text-center">{place ? placeWords(place) : null}</span>
        <IconButton
          size="sm"
          label="Skip to the next"
          shortcut="ArrowRight"
          icon={<ArrowRight aria-hidden />}
          aria-disabled={!neighbour(state, 1)}
          onClick={() => move(1)}
        />
      </div>
    </div>
  );
}

function Arrange({ inbox: { openForm } }: { inbox: Inbox }) {
  return (
    <div className="flex flex-wrap gap-1">
      <Button size="sm" variant="ghost" shortcut="C" onClick={() => openForm('changes')}>
        Request changes
      </Button>
      <Button size="sm" variant="ghost" shortcut="H" onClick={() => openForm('snooze')}>
        Snooze
      </Button>
      <Button size="sm" variant="ghost" shortcut="@" onClick={() => openForm('assign')}>
        Assign
      </Button>
    </div>
  );
}
