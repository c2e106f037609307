import { Skeleton, SkeletonLines } from '@/components/ui/skeleton';

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Stands where the inbox will be, pane for pane. */
export function InboxSkeleton() {
  return (
    <output
      aria-label="Loading the review inbox"
      className="grid flex-1 grid-cols-1 md:h-[calc(100dvh-52px)] md:flex-none md:grid-cols-[272px_minmax(0,1fr)] lg:grid-cols-[272px_minmax(0,1fr)_minmax(320px,360px)] xl:grid-cols-[320px_minmax(0,1fr)_minmax(320px,360px)]"
    >
      <div className="border-border bg-surface md:border-r">
        <div className="h-11 border-b border-border" />
        {ROWS.map((row) => (
          <div key={row} className="flex h-20.5 flex-col justify-center gap-2 border-b border-border px-4">
            <Skeleton className="w-2/5" />
            <Skeleton className="w-3/4" />
          </div>
        ))}
      </div>
      <div className="bg-surface px-6 py-4 max-md:hidden">
        <SubjectSkeleton />
      </div>
      <div className="flex flex-col gap-5 border-l border-border bg-surface p-4 max-lg:hidden">
        <Skeleton className="h-10 w-full" />
        <SkeletonLines lines={6} />
      </div>
    </output>
  );
}

/** Stands where one decision will be. */
export function SubjectSkeleton() {
  return (
    <div aria-busy className="flex flex-col gap-5">
      <Skeleton className="h-4 w-56" />
      <Skeleton className="h-6 w-4/5" />
      <Skeleton className="h-16 w-full" />
      <Skeleton className="h-115 w-full" />
      <SkeletonLines lines={4} />
    </div>
  );
}
