import { PageBody } from '@/components/layout/page-header';
import { Skeleton, SkeletonLines } from '@/components/ui/skeleton';

export default function Loading() {
  return (
    <PageBody>
      <output aria-label="Loading" className="flex flex-col gap-5">
        <Skeleton className="h-7 w-48" />
        <SkeletonLines lines={6} className="rounded-lg border border-border bg-surface p-5" />
      </output>
    </PageBody>
  );
}
