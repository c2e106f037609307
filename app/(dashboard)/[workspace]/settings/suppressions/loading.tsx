import { PageBody } from '@/components/layout/page-header';
import { Skeleton, SkeletonLines } from '@/components/ui/skeleton';

export default function SuppressionsLoading() {
  return (
    <PageBody>
      <output aria-label="Loading the suppression list" className="flex flex-col gap-5">
        <div className="flex flex-col gap-2">
          <Skeleton className="h-7 w-64" />
          <Skeleton className="w-96 max-w-full" />
        </div>
        <SkeletonLines lines={6} className="h-72 rounded-lg border border-border bg-surface p-5" />
      </output>
    </PageBody>
  );
}
