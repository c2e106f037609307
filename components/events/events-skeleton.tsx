import { PageBody } from '@/components/layout/page-header';
import { Skeleton, SkeletonLines } from '@/components/ui/skeleton';

/** The place of the events page while it loads. */
export function EventsSkeleton() {
  return (
    <PageBody>
      <output aria-label="Loading events" className="flex flex-col gap-5">
        <div className="flex flex-col gap-2">
          <Skeleton className="h-7 w-32" />
          <Skeleton className="w-96 max-w-full" />
        </div>
        <Skeleton className="h-30 w-full rounded-lg md:h-22" />
        <Skeleton className="h-9 w-72 max-w-full" />
        <SkeletonLines lines={6} className="h-96 rounded-lg border border-border bg-surface p-5" />
      </output>
    </PageBody>
  );
}
