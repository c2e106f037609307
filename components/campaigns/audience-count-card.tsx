'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDebounced } from '@/components/forms/use-debounced';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Skeleton } from '@/components/ui/skeleton';
import type { AudienceRule } from '@/domain/campaigns/campaign';
import type { CampaignChannel } from '@/domain/campaigns/campaign-ids';
import { CHANNEL_NAMES } from '@/domain/channels/channel-ids';
import { formatCount } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';

type AudienceCountCardProps = { audience: AudienceRule; channels: readonly CampaignChannel[] };

/** Whom the rule finds now, counted again whenever it changes. */
export function AudienceCountCard({ audience, channels }: AudienceCountCardProps) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const rested = useDebounced(audience);
  const count = useQuery({
    ...trpc.campaigns.countAudience.queryOptions({ workspace: slug, audience: rested }),
    placeholderData: keepPreviousData,
  });
  const used = count.data?.reach.filter(({ channel }) => channels.includes(channel)) ?? [];
  return (
    <Card aria-busy={count.isFetching}>
      <CardHeader title="In the audience now" />
      <CardBody>
        {count.data ? (
          <>
            <p role="status" className="text-2xl font-medium tabular-nums">
              {formatCount(count.data.total)} <span className="text-sm font-normal text-fg-muted">customers</span>
            </p>
            <dl className="mt-2 flex flex-col gap-1 text-table text-fg-muted">
              {used.map(({ channel, customers }) => (
                <div key={channel} className="flex justify-between">
                  <dt>May be written to by {CHANNEL_NAMES[channel]}</dt>
                  <dd className="tabular-nums">{formatCount(customers)}</dd>
                </div>
              ))}
            </dl>
          </>
        ) : count.error ? (
          <p className="text-bad">{count.error.message}</p>
        ) : (
          <Skeleton className="h-8 w-32" />
        )}
      </CardBody>
    </Card>
  );
}
