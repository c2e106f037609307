'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { MessagePreview } from '@/components/decisions/message-preview';
import { useDebounced } from '@/components/forms/use-debounced';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { SkeletonLines } from '@/components/ui/skeleton';
import type { CampaignDocument } from '@/domain/campaigns/campaign';
import { useTRPC } from '@/lib/trpc/client';

/** A message of the campaign as a customer of its audience would see it, drawn again whenever something changes. */
export function MessagePreviewCard({ document }: { document: CampaignDocument }) {
  const { slug, name } = useWorkspace();
  const trpc = useTRPC();
  const [chosen, setChosen] = useState(1);
  const step = Math.min(chosen, document.steps.length);
  const rested = useDebounced(document, 500);
  const shown = { ...rested, name: rested.name.trim() || 'Campaign' };
  const preview = useQuery({
    ...trpc.campaigns.preview.queryOptions({
      workspace: slug,
      document: shown,
      step: Math.min(step, rested.steps.length),
    }),
    placeholderData: keepPreviousData,
    retry: false,
  });
  const { data, error } = preview;
  return (
    <Card aria-busy={preview.isFetching}>
      <CardHeader
        title="As a customer sees it"
        description={data?.message ? `Shown for ${data.customer ?? 'a customer of the audience'}.` : undefined}
        actions={
          document.steps.length > 1 ? (
            <SegmentedControl
              label="Message"
              segments={document.steps.map((_, index) => ({ value: String(index + 1), label: String(index + 1) }))}
              value={String(step)}
              onValueChange={(value) => setChosen(Number(value))}
            />
          ) : null
        }
      />
      <CardBody>
        {error ? (
          <p className="text-fg-muted">{error.message}</p>
        ) : data?.message ? (
          <MessagePreview
            message={data.message}
            from={name}
            title="Preview of the message"
            hasSampleCode={data.message.text.includes('YOUR-CODE')}
          />
        ) : data ? (
          <p className="text-fg-muted">{data.unreached}</p>
        ) : (
          <SkeletonLines lines={6} />
        )}
      </CardBody>
    </Card>
  );
}
