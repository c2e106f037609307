import { PageBody } from '@/components/layout/page-header';
import { Skeleton, SkeletonLines } from '@/components/ui/skeleton';

/** The place of the requests, or of one of them, while it loads. */
export function RequestSkeleton({ label }: { label: string }) {
  return (
    <PageBody>
      <output aria-label={label} className="flex flex-col gap-5">
        <div className="flex flex-col gap-2">
          <Skeleton className="h-7 w-64" />
          <Skeleton className="w-96 max-w-full" />
        </div>
        <div className="grid gap-5 lg:grid-cols-[1fr_360px]">
          <SkeletonLines lines={6} className="h-56 rounded-lg border border-border bg-surface p-5" />
          <SkeletonLines lines={6} className="h-56 rounded-lg border border-border bg-surface p-5" />
        </div>
      </output>
    </PageBody>
  );
}
