import { PageBody } from '@/components/layout/page-header';
import { Skeleton, SkeletonLines } from '@/components/ui/skeleton';

/** Stands where one decision will be. */
export function DecisionSkeleton() {
  return (
    <PageBody>
      <output aria-label="Loading the decision" className="flex flex-col gap-5">
        <div className="flex flex-col gap-2">
          <Skeleton className="h-4 w-24" />
          <Skeleton className="h-7 w-72" />
          <Skeleton className="h-4 w-1/2" />
        </div>
        <Skeleton className="h-24 w-full rounded-lg" />
        <div className="grid gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(320px,400px)]">
          <SkeletonLines lines={6} className="rounded-lg border border-border bg-surface p-4" />
          <SkeletonLines lines={6} className="rounded-lg border border-border bg-surface p-4" />
        </div>
      </output>
    </PageBody>
  );
}
