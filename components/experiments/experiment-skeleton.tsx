import { PageBody } from '@/components/layout/page-header';
import { Card } from '@/components/ui/card';
import { Skeleton, SkeletonLines } from '@/components/ui/skeleton';

/** The place of an experiment while it loads. */
export function ExperimentSkeleton({ label }: { label: string }) {
  return (
    <PageBody>
      <output aria-label={label} className="flex flex-col gap-5">
        <Skeleton className="h-7 w-64" />
        <Skeleton className="h-16 w-full" />
        <Card className="p-4">
          <SkeletonLines lines={8} />
        </Card>
      </output>
    </PageBody>
  );
}
