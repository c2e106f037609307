'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Send } from 'lucide-react';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { Skeleton } from '@/components/ui/skeleton';
import { notify } from '@/components/ui/toast';
import { everyRecipient } from '@/domain/notices/recipients';
import { plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { NoticeSettingsView } from '@/server/services/notices';
import { LatestNotices } from './latest-notices';
import { NoticesForm } from './notices-form';

/** Who is told of what by e-mail and webhook, and how the latest messages ended. */
export function NoticesView() {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.notices.settings.queryOptions({ workspace: slug }));
  return (
    <PageBody>
      <PageHeader
        title="Notices"
        description="Who hears of reviews that cannot wait, by e-mail and in a channel of Slack or anything that reads its webhooks. When Touchstone stops an agent by itself, administrators always hear of it."
        actions={data ? <SendTest settings={data} /> : undefined}
      />
      {data ? (
        <>
          <NoticesForm key={data.webhookHost ?? ''} settings={data} />
          <Card>
            <CardHeader title="Latest messages" description="The last ten, each to one receiver." />
            <LatestNotices notices={data.latest} />
          </Card>
        </>
      ) : error ? (
        <ErrorState description={error.message} onRetry={() => void refetch()} />
      ) : (
        <Card>
          <CardBody className="flex flex-col gap-3 pt-4">
            <Skeleton className="h-6 w-64" />
            <Skeleton className="h-24" />
          </CardBody>
        </Card>
      )}
    </PageBody>
  );
}

function SendTest({ settings }: { settings: NoticeSettingsView }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const client = useQueryClient();
  const test = useMutation(
    trpc.notices.test.mutationOptions({
      onSuccess({ settings: next, asked, taken }) {
        client.setQueryData(trpc.notices.settings.queryKey({ workspace: slug }), next);
        const isFine = taken === asked;
        notify({
          tone: isFine ? 'good' : 'bad',
          title: isFine ? 'Test sent' : 'Not every test arrived',
          description: `${taken} of ${plural(asked, 'receiver')} took it. What came of the latest stands below.`,
        });
      },
    }),
  );
  const isNobody = everyRecipient(settings).length === 0 && !settings.webhookHost;
  return (
    <Button
      pending={test.isPending}
      disabledReason={isNobody ? 'Save an address or a webhook first.' : undefined}
      onClick={() => test.mutate({ workspace: slug })}
    >
      <Send aria-hidden /> Send a test
    </Button>
  );
}
