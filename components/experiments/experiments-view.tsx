'use client';

import { useQuery } from '@tanstack/react-query';
import { FlaskRound } from 'lucide-react';
import { DataTable } from '@/components/data-table/data-table';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { NewTestLink } from '@/components/new-test/new-test-link';
import { LinkButton } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { useTRPC } from '@/lib/trpc/client';
import { AnalyseCard } from './analyse-card';
import { EXPERIMENT_COLUMNS } from './experiment-columns';

/** Past experiments: hand one in to have it analysed, and those that were. */
export function ExperimentsView() {
  const { slug, to, may } = useWorkspace();
  const trpc = useTRPC();
  const experiments = useQuery(trpc.experiments.list.queryOptions({ workspace: slug }));
  return (
    <PageBody>
      <PageHeader
        title="Experiments"
        description="What past tests really say: hand in a file of people or of counts, and read the decision with its reason. Tests of words that run now stand in the creative library."
        actions={
          <>
            <LinkButton href={to('/creative?status=running')}>Running tests</LinkButton>
            <LinkButton href={to('/creative/calendar')}>Calendar</LinkButton>
            <NewTestLink />
          </>
        }
      />
      {may('experiments.run') ? <AnalyseCard /> : null}
      <Card>
        <CardHeader title="Past experiments" />
        <DataTable
          label="Past experiments"
          columns={EXPERIMENT_COLUMNS}
          rows={experiments.data}
          rowId={({ id }) => id}
          rowHref={({ id }) => to(`/experiments/${id}`)}
          error={
            experiments.error && !experiments.data
              ? { message: experiments.error.message, onRetry: () => void experiments.refetch() }
              : null
          }
          empty={
            <EmptyState
              icon={FlaskRound}
              title="No past experiment yet"
              description="A test that was run elsewhere, as a CSV file with a line for each person or for each arm, can be analysed here."
            />
          }
          skeletonRows={3}
        />
      </Card>
    </PageBody>
  );
}
