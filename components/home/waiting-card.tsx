'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowRight, CircleCheck, Hand } from 'lucide-react';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { useToApprove } from '@/components/shell/use-to-approve';
import { LinkButton } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { Link } from '@/components/ui/link';
import { SkeletonLines } from '@/components/ui/skeleton';
import { formatCount, plural } from '@/lib/format';
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
  const { offers, campaigns } = useToApprove();
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
            <CircleCheck aria-hidden className="size-4 text-good" />{' '}
            {offers + campaigns > 0 ? 'No decision waits.' : 'Nothing waits. New decisions appear here.'}
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
        {offers + campaigns > 0 ? (
          <ul aria-label="For your approval" className="-mx-2 mt-2 flex flex-col border-t border-border pt-2">
            {offers > 0 ? <Approvals href={to('/offers')} text={approvalWords(offers, 'offer')} /> : null}
            {campaigns > 0 ? <Approvals href={to('/campaigns')} text={approvalWords(campaigns, 'campaign')} /> : null}
          </ul>
        ) : null}
      </CardBody>
    </Card>
  );
}

function Approvals({ href, text }: { href: string; text: string }) {
  return (
    <li>
      <Link href={href} className="flex min-h-8 items-center gap-2.5 rounded-md px-2 text-sm hover:bg-hover">
        <Hand aria-hidden className="size-4 shrink-0 text-warn" />
        <span className="min-w-0 flex-1">{text}</span>
        <ArrowRight aria-hidden className="size-4 shrink-0 text-fg-subtle" />
      </Link>
    </li>
  );
}

/** "2 offers wait for your approval". */
function approvalWords(count: number, what: string): string {
  return `${plural(count, what)} ${count === 1 ? 'waits' : 'wait'} for your approval`;
}
