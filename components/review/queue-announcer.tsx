'use client';

import { useEffect, useState } from 'react';
import type { ReviewSubject } from '@/components/decisions/decision-data';
import { readSla, type SlaPhase } from './sla-clock';
import { type ClockReading, useWorkspaceNow } from './use-page-clock';

type QueueAnnouncerProps = {
  /** What was done last, in words. */
  said: string;
  subject: ReviewSubject | undefined;
  /** All that wait, whichever part is on screen. */
  openCount: number;
  clock: ClockReading;
};

const PHASE_WORDS: Partial<Record<SlaPhase, string>> = {
  soon: 'Two and a half minutes left for this decision.',
  urgent: 'One minute left for this decision.',
};

/** Tells screen readers what happened and when time gets short, never each second; keeps count and clock in the title. */
export function QueueAnnouncer({ said, subject, openCount, clock }: QueueAnnouncerProps) {
  const now = useWorkspaceNow(clock);
  const reading = subject?.slaDueAt ? readSla(subject.slaDueAt, subject.reviewFrom, now) : null;
  const [begun, setBegun] = useState<{ id: string; phase: SlaPhase } | null>(null);
  const id = subject?.id;
  const phase = reading?.phase;
  useEffect(() => {
    // What an item begins with is on screen; only a change is news.
    if (id && phase) setBegun((before) => (before?.id === id ? before : { id, phase }));
  }, [id, phase]);
  const isNews = begun?.id === id && begun?.phase !== phase;

  const title = titleWords(openCount, reading?.clock ?? null);
  useEffect(() => {
    document.title = title;
  }, [title]);

  return (
    <>
      <p role="status" className="sr-only">
        {said}
      </p>
      <p aria-live="polite" className="sr-only">
        {isNews && phase ? PHASE_WORDS[phase] : null}
      </p>
    </>
  );
}

function titleWords(openCount: number, clock: string | null): string {
  if (openCount === 0) return 'Inbox zero';
  return `(${openCount}) ${clock ? `${clock} left · ` : ''}Review inbox`;
}
