import { PageBody } from '@/components/layout/page-header';
import { Skeleton, SkeletonLines } from '@/components/ui/skeleton';

/** The place of the imports, or of one of them, while it loads. */
export function ImportSkeleton({ label }: { label: string }) {
  return (
    <PageBody>
      <output aria-label={label} className="flex flex-col gap-5">
        <div className="flex flex-col gap-2">
          <Skeleton className="h-7 w-48" />
          <Skeleton className="w-96 max-w-full" />
        </div>
        <SkeletonLines lines={6} className="h-56 rounded-lg border border-border bg-surface p-5" />
        <SkeletonLines lines={6} className="h-72 rounded-lg border border-border bg-surface p-5" />
      </output>
    </PageBody>
  );
}
