'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { MessagePreview } from '@/components/decisions/message-preview';
import { useDebounced } from '@/components/forms/use-debounced';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { SkeletonLines } from '@/components/ui/skeleton';
import { type BrandForm, brandProblems } from '@/domain/workspaces/brand-form';
import { useTRPC } from '@/lib/trpc/client';

/** An e-mail with this brand, as the product writes one; while the brand is none, as it last was one. */
export function BrandPreview({ brand }: { brand: BrandForm }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const rested = useDebounced(brand, 400);
  const isWhole = Object.keys(brandProblems(rested)).length === 0;
  const { data, error, isFetching } = useQuery({
    ...trpc.workspaces.previewBrand.queryOptions({ workspace: slug, brand: rested }),
    enabled: isWhole,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const from = `${rested.fromName} <${rested.fromEmail}>, answers to ${rested.replyTo}`;
  return (
    <Card aria-busy={isFetching}>
      <CardHeader
        title="As customers see it"
        description="Above and below are yours; the words between are written for each customer."
      />
      <CardBody>
        {data ? (
          <MessagePreview message={data} from={from} title="Preview of an e-mail with this brand" hasDark />
        ) : error ? (
          <p className="text-fg-muted">{error.message}</p>
        ) : isWhole ? (
          <SkeletonLines lines={6} />
        ) : (
          <p className="text-fg-muted">It is shown when every field is filled.</p>
        )}
      </CardBody>
    </Card>
  );
}
