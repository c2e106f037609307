'use client';

import { ChevronRight } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { consequencesOf } from '@/components/decisions/consequences';
import type { ReviewSubject } from '@/components/decisions/decision-data';
import { verdictSummary } from '@/components/decisions/finding-words';
import { GuardrailList } from '@/components/decisions/guardrail-list';
import { Section } from '@/components/decisions/section';
import { useIsStopped } from '@/components/kill-switch/stops';
import { useWorkspace } from '@/components/layout/workspace-context';
import { SkeletonLines } from '@/components/ui/skeleton';
import { formatDateTime } from '@/lib/format';
import type { EditedVerdicts } from './edit-standing';

// At the end of a long column: it comes behind the page.
const CustomerCard = dynamic(
  () => import('@/components/decisions/customer-card').then((module) => module.CustomerCard),
  {
    ssr: false,
    loading: () => <SkeletonLines lines={4} />,
  },
);

const SimilarList = dynamic(() => import('@/components/decisions/similar-list').then((module) => module.SimilarList), {
  ssr: false,
  loading: () => <SkeletonLines lines={4} />,
});

/** Where the verdicts of the guardrails stand, for links to them. */
export const GUARDRAILS_ID = 'guardrails';

/** What speaks for and against: the seven guardrails (of an edit while one is written), what follows, and who it is about. */
export function EvidencePane({ subject, edited }: { subject: ReviewSubject; edited: EditedVerdicts | null }) {
  const { timezone, now, may, to } = useWorkspace();
  const facts = {
    maxCostCents: subject.chosen?.offer?.maxCostCents ?? null,
    sendAt: subject.sendAt,
    reviewBy: subject.reviewBy,
    undoSeconds: subject.undoSeconds,
    isStopped: useIsStopped(subject),
  };
  const verdicts = edited?.verdicts ?? subject.verdicts;
  const follows = consequencesOf(facts, now, (at) => formatDateTime(at, timezone));
  return (
    <div className="flex flex-col gap-5">
      <Section id={GUARDRAILS_ID} title="Guardrails" note={guardrailNote(subject, edited)}>
        <GuardrailList key={subject.id} verdicts={verdicts} currency={subject.currency} timezone={timezone} />
      </Section>
      <Section title="What follows">
        <dl className="flex flex-col gap-2 text-table">
          <div>
            <dt className="text-xs text-fg-muted">If nobody acts</dt>
            <dd>{follows.ifNobodyActs}</dd>
          </div>
          <div>
            <dt className="text-xs text-fg-muted">Once approved, can it be stopped?</dt>
            <dd>{follows.reversible}</dd>
          </div>
        </dl>
      </Section>
      {subject.action ? <Similar key={subject.id} subject={subject} /> : null}
      {subject.snapshot ? (
        <CustomerCard
          snapshot={subject.snapshot}
          name={subject.customer.name}
          href={may('customers.read') ? to(`/customers/${subject.customer.id}`) : null}
          timezone={timezone}
        />
      ) : null}
    </div>
  );
}

/** "7 passed"; while the message is edited, whether that is said of the words in the editor. */
function guardrailNote(subject: ReviewSubject, edited: EditedVerdicts | null): string {
  if (!edited) return verdictSummary(subject.verdicts);
  if (edited.isCurrent && edited.verdicts) return `your edit: ${verdictSummary(edited.verdicts)}`;
  return edited.isCurrent ? 'before your edit' : 'checking your edit…';
}

/** How earlier ones like it ended; counted when somebody asks. */
function Similar({ subject }: { subject: ReviewSubject }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="group" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex min-h-8 w-fit list-none items-center gap-2 text-sm font-medium [&::-webkit-details-marker]:hidden pointer-coarse:min-h-11">
        <ChevronRight aria-hidden className="size-4 text-fg-subtle transition-transform group-open:rotate-90" />
        Similar decisions before it
      </summary>
      {isOpen ? (
        <div className="pt-3">
          <SimilarList decision={subject} />
        </div>
      ) : null}
    </details>
  );
}
