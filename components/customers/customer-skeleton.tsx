import { PageBody } from '@/components/layout/page-header';
import { Skeleton, SkeletonLines } from '@/components/ui/skeleton';

/** The place of a customer's page while it loads. */
export function CustomerSkeleton() {
  return (
    <PageBody>
      <output aria-label="Loading the customer" className="flex flex-col gap-5">
        <div className="flex flex-col gap-2">
          <Skeleton className="w-20" />
          <Skeleton className="h-7 w-56" />
          <Skeleton className="w-96 max-w-full" />
        </div>
        <Skeleton className="h-25 w-full rounded-lg" />
        <div className="grid gap-4 xl:grid-cols-3">
          <SkeletonLines lines={6} className="h-96 rounded-lg border border-border bg-surface p-5 xl:col-span-2" />
          <SkeletonLines lines={5} className="h-60 rounded-lg border border-border bg-surface p-5" />
        </div>
      </output>
    </PageBody>
  );
}
