'use client';

import { useQuery } from '@tanstack/react-query';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card, CardBody } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { Notice } from '@/components/ui/notice';
import { Skeleton } from '@/components/ui/skeleton';
import { useTRPC } from '@/lib/trpc/client';
import { ChannelCard } from './channel-card';

/** Who delivers each channel's messages, how it does, and how to change it. */
export function ChannelsView() {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.providers.list.queryOptions({ workspace: slug }));
  return (
    <PageBody>
      <PageHeader
        title="Channels"
        description="Who delivers your messages. A channel without a provider is in the sandbox: what is sent there stays here."
      />
      {data?.isContained ? (
        <Notice title="Nothing leaves this workspace">
          It holds demo data, or lives in a time of its own. Providers can be connected, and are not used: every message
          goes to the sandbox.
        </Notice>
      ) : null}
      {data && data.troubles.length > 0 ? (
        <Notice tone="bad" title="Needs a look">
          <ul className="flex flex-col gap-1">
            {data.troubles.map(({ key, words, since }) => (
              <li key={key}>
                {words}{' '}
                <span className="text-fg-muted">
                  Since <TimeText at={since} />.
                </span>
              </li>
            ))}
          </ul>
        </Notice>
      ) : null}
      {data ? (
        data.channels.map((channel) => (
          <ChannelCard key={channel.channel} view={channel} isContained={data.isContained} />
        ))
      ) : error ? (
        <ErrorState description={error.message} onRetry={() => void refetch()} />
      ) : (
        [0, 1, 2].map((index) => (
          <Card key={index}>
            <CardBody className="flex flex-col gap-3 pt-4">
              <Skeleton className="h-6 w-48" />
              <Skeleton className="h-16" />
            </CardBody>
          </Card>
        ))
      )}
    </PageBody>
  );
}
