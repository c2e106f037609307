'use client';

import { useQuery } from '@tanstack/react-query';
import { Check, X } from 'lucide-react';
import Link from 'next/link';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import { useTRPC } from '@/lib/trpc/client';
import type { CustomerSegment, Explained } from '@/server/services/segments';

/** The segments the customer is in and those they are not, each with its reasons; nothing where there are none. */
export function SegmentsCard({ customerId }: { customerId: string }) {
  const { slug, may } = useWorkspace();
  const trpc = useTRPC();
  const { data, error } = useQuery({
    ...trpc.segments.ofCustomer.queryOptions({ workspace: slug, customerId }),
    enabled: may('segments.read'),
  });
  if (data?.length === 0) return null;
  return (
    <Card>
      <CardHeader title="Segments" description="Open one to see why." />
      <CardBody>
        {error && !data ? <p className="text-table text-bad">{error.message}</p> : null}
        {!error && !data ? <Skeleton className="h-16 w-full" /> : null}
        <ul className="flex flex-col divide-y divide-border">
          {data?.map((segment) => (
            <li key={segment.id}>
              <Why segment={segment} />
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}

function Why({ segment }: { segment: CustomerSegment }) {
  const { to } = useWorkspace();
  const { id, name, isIn, enteredAt, leftAt, explained } = segment;
  return (
    <details className="group py-1.5 text-table">
      <summary className="flex min-h-6 cursor-pointer items-center gap-2 rounded-sm pointer-coarse:min-h-11">
        <Mark passes={isIn} label={isIn ? 'In it' : 'Not in it'} />
        <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
        <span className="text-xs text-fg-muted">
          {enteredAt ? (
            <>
              since <TimeText at={enteredAt} />
            </>
          ) : leftAt ? (
            <>
              left <TimeText at={leftAt} />
            </>
          ) : (
            'not in it'
          )}
        </span>
      </summary>
      <div className="mt-1.5 flex flex-col gap-1.5 pl-6">
        <Reasons explained={explained} />
        {explained.passes === isIn ? null : (
          <p className="text-xs text-fg-muted">
            Things have moved since they were last looked at; the next look {isIn ? 'takes them out' : 'brings them in'}
            .
          </p>
        )}
        <Link href={to(`/segments/${id}`)} className="self-start rounded-sm text-xs underline">
          Open the segment
        </Link>
      </div>
    </details>
  );
}

function Reasons({ explained }: { explained: Explained }) {
  if (explained.kind === 'condition') {
    return (
      <p className="flex items-start gap-2">
        <Mark passes={explained.passes} label={explained.passes ? 'Met' : 'Not met'} />
        <span className="min-w-0">
          {explained.words} <span className="text-fg-muted">(now: {explained.measured})</span>
        </span>
      </p>
    );
  }
  const { match, not, rules } = explained;
  return (
    <div className="flex flex-col gap-1">
      {rules.length > 1 || not ? (
        <p className="text-xs text-fg-muted">
          {not
            ? match === 'all'
              ? 'Not all of these'
              : 'None of these'
            : match === 'all'
              ? 'All of these'
              : 'Any of these'}
        </p>
      ) : null}
      <ul className="flex flex-col gap-1 border-l-2 border-border pl-2">
        {rules.map((rule, index) => (
          // They have no names of their own, and never change places.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={index}>
            <Reasons explained={rule} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Mark({ passes, label }: { passes: boolean; label: string }) {
  const Icon = passes ? Check : X;
  return <Icon aria-label={label} className={`mt-0.5 size-4 shrink-0 ${passes ? 'text-good' : 'text-fg-muted'}`} />;
}
