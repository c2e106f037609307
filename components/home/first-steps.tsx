'use client';

import { FileUp, FlaskConical, Hand, KeyRound, type LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';

/** The road from an empty workspace to the first figure. */
export function FirstSteps() {
  const { to, may } = useWorkspace();
  return (
    <Card className="p-5">
      <h2 className="text-lg font-medium">Nothing has happened here yet</h2>
      <p className="mt-0.5 max-w-[72ch] text-fg-muted">
        The figures below fill by themselves: tell us what shoppers do, the agents decide, a person approves, and every
        touch is measured.
      </p>
      <ol className="mt-4 grid gap-4 md:grid-cols-3">
        <Step
          icon={FileUp}
          title="1. Bring in what shoppers do"
          text="Import a shop's log, or send events with the Segment client you already have."
        >
          {may('imports.run') ? (
            <LinkButton href={to('/imports')} variant="primary" size="sm">
              Import a log
            </LinkButton>
          ) : null}
          {may('settings.manage') ? (
            <LinkButton href={to('/settings/write-keys')} size="sm">
              <KeyRound aria-hidden /> Write keys
            </LinkButton>
          ) : null}
        </Step>
        <Step
          icon={Hand}
          title="2. Judge the first decisions"
          text="Carts left for two hours and customers away for 90 days wake the agents. You approve or reject."
        >
          {may('review.read') ? (
            <LinkButton href={to('/inbox')} size="sm">
              Open the review inbox
            </LinkButton>
          ) : null}
        </Step>
        <Step
          icon={FlaskConical}
          title="3. See what was written"
          text="Messages land in the sandbox inbox, where each link works and nobody real is reached."
        >
          {may('messages.read') ? (
            <LinkButton href={to('/sandbox')} size="sm">
              Open the sandbox inbox
            </LinkButton>
          ) : null}
        </Step>
      </ol>
    </Card>
  );
}

type StepProps = { icon: LucideIcon; title: string; text: string; children: ReactNode };

function Step({ icon: Icon, title, text, children }: StepProps) {
  return (
    <li className="flex flex-col rounded-lg border border-border bg-bg p-4">
      <Icon aria-hidden className="size-5 text-fg-muted" strokeWidth={1.75} />
      <h3 className="mt-3 text-sm font-medium">{title}</h3>
      <p className="mt-0.5 mb-3 text-table text-fg-muted">{text}</p>
      <div className="mt-auto flex flex-wrap gap-2">{children}</div>
    </li>
  );
}
