'use client';

import { Link2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useEffect, useRef } from 'react';
import { ConfidenceKind } from '@/components/decisions/confidence-kind';
import type { ReviewSubject } from '@/components/decisions/decision-data';
import { MessagePreview } from '@/components/decisions/message-preview';
import { proposalOf, proposalParts } from '@/components/decisions/proposal-line';
import { ReasonList } from '@/components/decisions/reason-list';
import { RiskBadge } from '@/components/decisions/risk-badge';
import { Fact, Section } from '@/components/decisions/section';
import { useIsStopped } from '@/components/kill-switch/stops';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge } from '@/components/ui/badge';
import { Notice } from '@/components/ui/notice';
import { SkeletonLines } from '@/components/ui/skeleton';
import { isZone } from '@/domain/shared/zone';
import { formatDateTime, formatMoney, formatRate, formatTime, MISSING } from '@/lib/format';
import { triggerWords } from '@/lib/words/outcome-words';
import { RejudgedNote } from './rejudged-note';
import { WordWarnings } from './word-warnings';

// At the end of a long column: it comes behind the page.
const ConsideredList = dynamic(
  () => import('@/components/decisions/considered-list').then((module) => module.ConsideredList),
  { ssr: false, loading: () => <SkeletonLines lines={3} /> },
);

type DecisionPaneProps = {
  subject: ReviewSubject;
  /** Told once this very version stands on the screen. */
  onPainted: (id: string, version: number) => void;
  /** The open editor, in place of the message. */
  editor: ReactNode;
};

/** One decision, readable in twenty seconds: the ask, what it is worth, the message, why, and what else there was. */
export function DecisionPane({ subject, onPainted, editor }: DecisionPaneProps) {
  const { timezone } = useWorkspace();
  const article = usePainted(subject, onPainted);
  const { verb, rest } = proposalParts(proposalOf(subject.summary));
  return (
    <article ref={article} aria-labelledby="ask" className="@container flex flex-col gap-5">
      <header className="flex flex-col gap-1.5">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-fg-muted">
          <span>{subject.agentName}</span>
          <span aria-hidden>·</span>
          <span>{triggerWords(subject.trigger)}</span>
          <span aria-hidden>·</span>
          <span>
            decided <TimeText at={subject.decidedAt} />
          </span>
          {subject.isSimulated ? (
            <Badge tone="neutral" icon={null}>
              Demo data
            </Badge>
          ) : null}
          <CopyLink decisionId={subject.id} />
        </p>
        <h2 id="ask" tabIndex={-1} className="text-lg text-balance outline-none" data-decision-heading>
          {verb} <strong className="font-medium">{subject.customer.name ?? 'an unnamed customer'}</strong> {rest}
        </h2>
      </header>
      <Stakes subject={subject} />
      {subject.rejudged ? <RejudgedNote rejudged={subject.rejudged} /> : null}
      {subject.desk.changes ? (
        <Notice tone="info" title={`${subject.desk.changes.by} asks for changes`}>
          {subject.desk.changes.note}
        </Notice>
      ) : null}
      {editor ? null : <WordWarnings warnings={subject.warnings} />}
      {editor ? (
        editor
      ) : subject.preview ? (
        <MessagePreview
          key={subject.id}
          message={subject.preview}
          from={subject.from}
          title={`Message to ${subject.customer.name ?? 'the customer'}`}
          hasSampleCode={subject.chosen?.offer !== null && subject.offer === null}
        />
      ) : (
        <Notice tone="bad" title="The message cannot be written">
          {subject.previewProblem}
        </Notice>
      )}
      <Section title="Why">
        <ReasonList reasons={subject.reasons} timezone={timezone} />
      </Section>
      <Section title="What else was considered">
        <ConsideredList considered={subject.considered} currency={subject.currency} />
      </Section>
    </article>
  );
}

function Stakes({ subject }: { subject: ReviewSubject }) {
  const { currency, confidence, confidenceKind, chosen } = subject;
  return (
    <dl
      className="grid grid-cols-2 gap-x-4 gap-y-3 rounded-lg border border-border bg-bg px-3.5 py-2.5 @md:grid-cols-4"
      aria-label="At stake"
    >
      <Fact label="Worth" hint="expected">
        {formatMoney(subject.valueCents, { currency, signed: true })}
      </Fact>
      <Fact label="Chance of order" hint={<ConfidenceKind kind={confidenceKind} />}>
        {confidence === null ? MISSING : formatRate(confidence, 1)}
      </Fact>
      <Fact label="Costs at most" hint={chosen?.offer ? `${chosen.offer.percentOff}% off, if used` : 'no discount'}>
        {formatMoney(chosen?.offer?.maxCostCents ?? 0, { currency })}
      </Fact>
      <Fact label="Leaves" hint={<RiskBadge risk={subject.risk} />}>
        <LeavesAt subject={subject} />
      </Fact>
    </dl>
  );
}

function LeavesAt({ subject }: { subject: ReviewSubject }) {
  const { sendAt: at } = subject;
  const { now, timezone } = useWorkspace();
  if (useIsStopped(subject)) return 'once sending is resumed';
  if (!at || at <= now) return 'at once';
  const isToday = formatDateTime(at, timezone).slice(0, 11) === formatDateTime(now, timezone).slice(0, 11);
  const theirZone = subject.snapshot?.customer.timezone;
  const theirs = theirZone && isZone(theirZone) ? formatTime(at, theirZone) : null;
  const isElsewhere = theirs !== null && theirs !== formatTime(at, timezone);
  return (
    <>
      {isToday ? formatTime(at, timezone) : formatDateTime(at, timezone)}
      {isElsewhere ? <span className="block text-xs font-normal text-fg-muted">{theirs} for them</span> : null}
    </>
  );
}

function CopyLink({ decisionId }: { decisionId: string }) {
  const { to } = useWorkspace();
  return (
    <a
      href={to(`/inbox/${decisionId}`)}
      title="Link to this decision"
      className="ml-auto inline-flex size-6 items-center justify-center rounded-sm text-fg-muted hover:bg-hover hover:text-fg"
    >
      <Link2 aria-hidden className="size-4" />
      <span className="sr-only">Link to this decision</span>
    </a>
  );
}

/** Tells when the browser has really put this version on the screen, and that it is in sight. */
function usePainted({ id, version }: { id: string; version: number }, onPainted: DecisionPaneProps['onPainted']) {
  const article = useRef<HTMLElement>(null);
  const tell = useRef(onPainted);
  useEffect(() => {
    tell.current = onPainted;
  });
  useEffect(() => {
    const element = article.current;
    if (!element) return;
    let frame = 0;
    // It counts as painted in the frame after the one in which it was drawn, and only where it can be seen.
    const observer = new IntersectionObserver(([entry]) => {
      if (!entry?.isIntersecting) return;
      frame = requestAnimationFrame(() => tell.current(id, version));
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      cancelAnimationFrame(frame);
    };
  }, [id, version]);
  return article;
}
