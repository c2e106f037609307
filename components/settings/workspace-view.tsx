'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Code } from '@/components/ui/code';
import { ErrorState } from '@/components/ui/error-state';
import { SkeletonLines } from '@/components/ui/skeleton';
import { useTRPC } from '@/lib/trpc/client';
import type { WorkspaceSettings } from '@/server/services/workspaces';
import { WorkspaceForm } from './workspace-form';

// A frame with an e-mail in it: it comes behind the form.
const BrandPreview = dynamic(() => import('./brand-preview').then((module) => module.BrandPreview), {
  ssr: false,
  loading: () => <SkeletonLines lines={6} className="h-96 rounded-lg border border-border bg-surface p-5" />,
});

/** What the workspace is called, who its messages come from, and what it counts in. */
export function WorkspaceView() {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.workspaces.settings.queryOptions({ workspace: slug }));
  return (
    <PageBody>
      <PageHeader
        title="Workspace"
        description="What it is called, who its messages come from, and what it counts in. Changes act on messages written from now on."
      />
      {data ? (
        <Settings settings={data} />
      ) : error ? (
        <Card>
          <ErrorState description={error.message} onRetry={() => void refetch()} />
        </Card>
      ) : (
        <SkeletonLines lines={6} className="h-96 rounded-lg border border-border bg-surface p-5" />
      )}
    </PageBody>
  );
}

function Settings({ settings }: { settings: WorkspaceSettings }) {
  const [brand, setBrand] = useState(settings.brand);
  return (
    <div className="grid items-start gap-4 xl:grid-cols-2">
      <WorkspaceForm settings={settings} brand={brand} onBrandChange={setBrand} />
      <div className="flex min-w-0 flex-col gap-4">
        <BrandPreview brand={brand} />
        <Standing settings={settings} />
      </div>
    </div>
  );
}

/** What was chosen once, and why it stays. */
function Standing({ settings: { slug, currency, timezone, hasFigures } }: { settings: WorkspaceSettings }) {
  return (
    <Card>
      <CardHeader title="What stands" />
      <CardBody className="flex flex-col gap-3">
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5">
          <dt className="text-fg-muted">Address</dt>
          <dd>
            <Code>/{slug}</Code>
          </dd>
          <dt className="text-fg-muted">Currency</dt>
          <dd>{currency}</dd>
          <dt className="text-fg-muted">Time zone</dt>
          <dd>{timezone.replaceAll('_', ' ')}</dd>
        </dl>
        <p className="max-w-[60ch] text-table text-fg-muted">
          {hasFigures
            ? 'Amounts have been counted in this currency, and days cut by this time zone, since the first event came. With another, every figure would mean something else than it did when it was decided on.'
            : 'They were chosen when the workspace was made, and stand: amounts are kept in this currency, and days cut by this time zone. No event has come yet, so if one is wrong, make another workspace and leave this one.'}
        </p>
      </CardBody>
    </Card>
  );
}
