import { ChevronRight } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { HealthRow } from '@/components/experiments/health-row';
import { Skeleton } from '@/components/ui/skeleton';
import type { ExperimentVerdict } from '@/domain/experiments/analyse-experiment';

const ResultCard = dynamic(() => import('@/components/experiments/result-card').then((module) => module.ResultCard), {
  loading: () => <Skeleton className="h-64" />,
});

const LookAgainCard = dynamic(() => import('./look-again-card').then((module) => module.LookAgainCard), {
  loading: () => <Skeleton className="h-48" />,
});

/** Whether a test can be trusted, and every metric of it with intervals: folded, since most look at the sentence alone. */
export function TestFigures({
  testId,
  analysis,
  isOver,
}: {
  testId: string;
  analysis: ExperimentVerdict;
  isOver: boolean;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="group" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex min-h-8 w-fit list-none items-center gap-2 text-sm font-medium [&::-webkit-details-marker]:hidden pointer-coarse:min-h-11">
        <ChevronRight aria-hidden className="size-4 text-fg-subtle transition-transform group-open:rotate-90" />
        {isOver ? 'Health and figures as it ended' : 'Health and figures so far'}
      </summary>
      {isOpen ? (
        <div className="flex flex-col gap-4 pt-2">
          <HealthRow health={analysis.health} />
          <ResultCard verdict={analysis} />
          <LookAgainCard testId={testId} />
        </div>
      ) : null}
    </details>
  );
}
