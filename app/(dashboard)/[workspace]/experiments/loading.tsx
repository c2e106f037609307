import { ExperimentSkeleton } from '@/components/experiments/experiment-skeleton';

export default function Loading() {
  return <ExperimentSkeleton label="Loading experiments" />;
}
