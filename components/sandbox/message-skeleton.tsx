import { Skeleton } from '@/components/ui/skeleton';

/** The place of a message while it loads. */
export function MessageSkeleton() {
  return (
    <output aria-label="Loading the message" className="flex flex-col gap-4 px-4 py-4 md:px-6">
      <Skeleton className="h-7 w-2/3" />
      <Skeleton className="h-5 w-40" />
      <Skeleton className="h-9 w-full" />
      <Skeleton className="h-16 w-full rounded-lg" />
      <Skeleton className="h-9 w-80 max-w-full" />
      <Skeleton className="h-[max(560px,calc(100dvh-330px))] w-full rounded-lg" />
    </output>
  );
}
