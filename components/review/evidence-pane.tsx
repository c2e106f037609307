'use client';

import dynamic from 'next/dynamic';
import { consequencesOf } from '@/components/decisions/consequences';
import type { ReviewSubject } from '@/components/decisions/decision-data';
import { verdictSummary } from '@/components/decisions/finding-words';
import { GuardrailList } from '@/components/decisions/guardrail-list';
import { Section } from '@/components/decisions/section';
import { useWorkspace } from '@/components/layout/workspace-context';
import { SkeletonLines } from '@/components/ui/skeleton';
import { formatDateTime } from '@/lib/format';

// At the end of a long column: it comes behind the page.
const CustomerCard = dynamic(
  () => import('@/components/decisions/customer-card').then((module) => module.CustomerCard),
  {
    ssr: false,
    loading: () => <SkeletonLines lines={4} />,
  },
);

/** Where the verdicts of the guardrails stand, for links to them. */
export const GUARDRAILS_ID = 'guardrails';

/** What speaks for and against: the seven guardrails, what follows, and who it is about. */
export function EvidencePane({ subject }: { subject: ReviewSubject }) {
  const { timezone, now, may, to } = useWorkspace();
  const facts = {
    maxCostCents: subject.chosen?.offer?.maxCostCents ?? null,
    sendAt: subject.sendAt,
    reviewBy: subject.reviewBy,
    undoSeconds: subject.undoSeconds,
  };
  const follows = consequencesOf(facts, now, (at) => formatDateTime(at, timezone));
  return (
    <div className="flex flex-col gap-5">
      <Section id={GUARDRAILS_ID} title="Guardrails" note={verdictSummary(subject.verdicts)}>
        <GuardrailList key={subject.id} verdicts={subject.verdicts} currency={subject.currency} timezone={timezone} />
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
