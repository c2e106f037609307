'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowRight, CircleCheck, Hand } from 'lucide-react';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { LinkButton } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { Link } from '@/components/ui/link';
import { SkeletonLines } from '@/components/ui/skeleton';
import { formatCount } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';

const SHOWN = 3;
const REFRESH_MS = 15_000;

/** What waits for a person, the most pressing first. Nothing for roles that do not review. */
export function WaitingCard() {
  const { may } = useWorkspace();
  return may('review.read') ? <Waiting /> : null;
}

function Waiting() {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const reviews = useQuery(
    trpc.review.list.queryOptions({ workspace: slug, limit: SHOWN }, { refetchInterval: REFRESH_MS }),
  );
  const total = reviews.data?.total ?? 0;
  return (
    <Card className="flex-1">
      <CardHeader
        title="Waiting for a person"
        actions={
          total > 0 ? (
            <LinkButton href={to('/inbox')} size="sm">
              Review {formatCount(total)} <ArrowRight aria-hidden />
            </LinkButton>
          ) : null
        }
      />
      <CardBody>
        {reviews.error && !reviews.data ? (
          <ErrorState description={reviews.error.message} onRetry={() => void reviews.refetch()} className="py-4" />
        ) : reviews.data === undefined ? (
          <SkeletonLines lines={4} />
        ) : total === 0 ? (
          <p className="flex items-center gap-2 text-table text-fg-muted">
            <CircleCheck aria-hidden className="size-4 text-good" /> Nothing waits. New decisions appear here.
          </p>
        ) : (
          <ul className="-mx-2 flex flex-col">
            {reviews.data.items.map((item) => (
              <li key={item.id}>
                <Link
                  href={to(`/inbox/${item.id}`)}
                  className="flex items-start gap-2.5 rounded-md px-2 py-2 hover:bg-hover"
                >
                  <Hand aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
                  <span className="min-w-0 flex-1">
                    <span className="block truncate text-sm">
                      {item.actionName ?? item.summary}
                      {item.customer.name ? ` for ${item.customer.name}` : ''}
                    </span>
                    <span className="block text-xs text-fg-muted">
                      decided <TimeText at={item.decidedAt} />
                    </span>
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}
