'use client';

import { useQuery } from '@tanstack/react-query';
import { Circle, CircleCheck } from 'lucide-react';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { LinkButton } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { useTRPC } from '@/lib/trpc/client';
import { type Step, stepsOf } from './prepare-first-steps';

/** The road from an empty workspace to the first figure, as far as it has come; nothing once it is gone. */
export function FirstSteps() {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.workspaces.firstSteps.queryOptions({ workspace: slug }));
  const steps = data ? stepsOf(data) : [];
  const open = steps.filter(({ isDone }) => !isDone);
  if (!data?.isYoung || open.length === 0) return null;
  return (
    <Card aria-label="First steps">
      <CardHeader
        title="First steps"
        description={`${steps.length - open.length} of ${steps.length} done. The figures below fill by themselves.`}
      />
      <CardBody>
        <ol className="flex flex-col divide-y divide-border">
          {steps.map((step) => (
            <StepRow key={step.id} step={step} at={step.id === 'event' ? data.firstEventAt : null} />
          ))}
        </ol>
      </CardBody>
    </Card>
  );
}

function StepRow({ step, at }: { step: Step; at: Date | null }) {
  const { to, may } = useWorkspace();
  const Icon = step.isDone ? CircleCheck : Circle;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 py-2.5">
      <Icon
        aria-hidden
        className={step.isDone ? 'size-5 shrink-0 text-good' : 'size-5 shrink-0 text-fg-subtle'}
        strokeWidth={1.75}
      />
      <div className="min-w-0 flex-1 basis-56">
        <p className="text-sm font-medium">
          <span className="sr-only">{step.isDone ? 'Done: ' : 'Open: '}</span>
          {step.title}
        </p>
        <p className="max-w-[72ch] text-table text-fg-muted">
          {step.text}
          {at ? (
            <>
              {' '}
              <TimeText at={at} as="absolute" />
            </>
          ) : null}
        </p>
      </div>
      {step.isDone ? null : (
        <div className="flex flex-wrap gap-2 max-sm:pl-8">
          {step.links
            .filter(({ right }) => may(right))
            .map(({ label, path }) => (
              <LinkButton key={path} href={to(path)} size="sm">
                {label}
              </LinkButton>
            ))}
        </div>
      )}
    </li>
  );
}
