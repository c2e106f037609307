'use client';

import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from '@/components/layout/workspace-context';
import type { Tried } from '@/components/replay/start-form';
import { ErrorState } from '@/components/ui/error-state';
import { SkeletonLines } from '@/components/ui/skeleton';
import { useTRPC } from '@/lib/trpc/client';
import { foreseenWords } from './foreseen-words';

/** What putting a policy in force does to what waits for a person or to leave, before it is done. */
export function ForeseenReviews({ tried }: { tried: Tried }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const foreseen = useQuery(trpc.review.foresee.queryOptions({ workspace: slug, tried }, { staleTime: 0, gcTime: 0 }));
  return (
    <section className="flex flex-col gap-2" aria-live="polite">
      <h3 className="text-table font-medium">What waits for a person, and what is about to leave</h3>
      {foreseen.data ? (
        <ul className="flex list-disc flex-col gap-0.5 pl-4 text-table">
          {foreseenWords(foreseen.data).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      ) : foreseen.error ? (
        <ErrorState description={foreseen.error.message} onRetry={() => void foreseen.refetch()} />
      ) : (
        <SkeletonLines lines={2} />
      )}
    </section>
  );
}
