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

// With every currency and zone in it: it comes behind the page.
const CountingForm = dynamic(() => import('./counting-form').then((module) => module.CountingForm), {
  ssr: false,
  loading: () => <SkeletonLines lines={4} className="h-56" />,
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
        <Counting settings={settings} />
      </div>
    </div>
  );
}

/** What it counts in, and what stands. */
function Counting({ settings }: { settings: WorkspaceSettings }) {
  const { slug, currency, timezone, followsProduct, whyCurrencyStands } = settings;
  return (
    <Card>
      <CardHeader title="What it counts in" />
      <CardBody className="flex flex-col gap-4">
        <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-1.5">
          <dt className="text-fg-muted">Address</dt>
          <dd>
            <Code>/{slug}</Code>
          </dd>
          {followsProduct || whyCurrencyStands !== null ? (
            <>
              <dt className="text-fg-muted">Currency</dt>
              <dd>{currency}</dd>
            </>
          ) : null}
          {followsProduct ? (
            <>
              <dt className="text-fg-muted">Time zone</dt>
              <dd>{timezone.replaceAll('_', ' ')}</dd>
            </>
          ) : null}
        </dl>
        {followsProduct ? (
          <p className="max-w-[60ch] text-table text-fg-muted">
            A demo counts as its shop does: its people live in this time zone and pay in this currency.
          </p>
        ) : (
          <>
            {whyCurrencyStands === null ? null : (
              <p className="max-w-[60ch] text-table text-fg-muted">{whyCurrencyStands}</p>
            )}
            <CountingForm key={`${currency} ${timezone}`} settings={settings} />
          </>
        )}
      </CardBody>
    </Card>
  );
}
