'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { DownloadTable } from '@/components/charts/download-table';
import { BackLink } from '@/components/layout/back-link';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { Notice } from '@/components/ui/notice';
import { DECISION_WORDS } from '@/domain/experiments/verdict-words';
import { formatCount } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { AnalysedExperiment } from '@/server/services/experiments';
import { DECISION_TONES } from './decision-looks';
import { ExperimentSkeleton } from './experiment-skeleton';
import { HealthRow } from './health-row';
import { verdictTable } from './prepare-result';
import { ResultCard } from './result-card';

/** A past experiment: the decision and its reason, whether it can be trusted, every metric with its intervals. */
export function ExperimentView({ experimentId }: { experimentId: string }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const experiment = useQuery(trpc.experiments.get.queryOptions({ workspace: slug, experimentId }));
  if (experiment.data) return <Loaded experiment={experiment.data} />;
  if (!experiment.error) return <ExperimentSkeleton label="Loading the experiment" />;
  const isMissing = experiment.error.data?.code === 'NOT_FOUND';
  return (
    <PageBody>
      <Back />
      {isMissing ? (
        <ErrorState
          isWholePage
          title={experiment.error.message}
          description="It was deleted, or the address is of another workspace."
        />
      ) : (
        <ErrorState isWholePage description={experiment.error.message} onRetry={() => void experiment.refetch()} />
      )}
    </PageBody>
  );
}

function Back() {
  const { to } = useWorkspace();
  return <BackLink href={to('/experiments')}>Experiments</BackLink>;
}

function Loaded({ experiment }: { experiment: AnalysedExperiment }) {
  const { may } = useWorkspace();
  const { name, fileName, people, control, createdAt, verdict } = experiment;
  return (
    <PageBody>
      <PageHeader
        back={<Back />}
        title={<span className="break-words">{name}</span>}
        description={
          <span className="break-words">
            {formatCount(people)} people of {fileName}, held against “{control}”. Added{' '}
            <TimeText at={createdAt} as="absolute" />.
          </span>
        }
        actions={
          <>
            <DownloadTable table={verdictTable(verdict)} name={name} isLabelled />
            {may('experiments.run') ? <DeleteButton experiment={experiment} /> : null}
          </>
        }
      />
      <Notice
        tone={DECISION_TONES[verdict.decision]}
        title={<span className="text-base">{DECISION_WORDS[verdict.decision]}</span>}
      >
        {verdict.reason}
      </Notice>
      <HealthRow health={verdict.health} />
      <ResultCard verdict={verdict} />
    </PageBody>
  );
}

function DeleteButton({ experiment }: { experiment: AnalysedExperiment }) {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const remove = useMutation(
    trpc.experiments.delete.mutationOptions({
      onSuccess: () => {
        router.push(to('/experiments'));
        void queryClient.invalidateQueries(trpc.experiments.list.pathFilter());
      },
    }),
  );
  return (
    <AlertDialog
      trigger={
        <Button variant="dangerOutline">
          <Trash2 aria-hidden /> Delete
        </Button>
      }
      title="Delete this experiment?"
      description="Its sums and its analysis are gone for good. The audit log keeps that it was here."
      confirmLabel="Delete experiment"
      isDanger
      pending={remove.isPending}
      onConfirm={() => remove.mutate({ workspace: slug, experimentId: experiment.id })}
    />
  );
}
