'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Palette } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { FilterRow, PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { NewTestLink } from '@/components/new-test/new-test-link';
import { Button, LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { NoMatch } from '@/components/ui/no-match';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { Select } from '@/components/ui/select';
import { SkeletonLines } from '@/components/ui/skeleton';
import { CREATIVE_TARGETS } from '@/domain/agents/creative-testing/targets';
import { creativeFilterParams, TEST_STATUSES } from '@/lib/creative-filter-params';
import { useTRPC } from '@/lib/trpc/client';
import type { CreativeOverview } from '@/server/services/creative';
import { STATUS_WORDS } from './creative-words';
import { ProposeCard } from './propose-card';
import { TestCard } from './test-card';

const REFRESH_MS = 30_000;
const ANY = 'any';
const MESSAGES = [
  { value: ANY, label: 'Any message' },
  ...CREATIVE_TARGETS.map(({ templateId, name }) => ({ value: templateId, label: name })),
];

/** The creative library: words that are tried against each other, what won, and what was learnt. */
export function CreativeView() {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const [chosen, setChosen] = useQueryStates(creativeFilterParams, {
    history: 'replace',
    urlKeys: { templateId: 'message' },
  });
  const { data, error, refetch } = useQuery({
    ...trpc.creative.list.queryOptions({ workspace: slug, ...chosen }, { refetchInterval: REFRESH_MS }),
    placeholderData: keepPreviousData,
  });
  const isFiltered = chosen.status !== null || chosen.templateId !== null;
  const clear = () => void setChosen({ status: null, templateId: null });
  return (
    <PageBody>
      <PageHeader
        title="Creative library"
        description="Words are written in several ways, judged by a person, and tried against each other; the better ones stay."
        actions={
          <>
            <LinkButton href={to('/creative/calendar')}>Calendar</LinkButton>
            <NewTestLink />
          </>
        }
      />
      <FilterRow>
        <SegmentedControl
          label="Status"
          segments={[
            { value: ANY, label: 'All' },
            ...TEST_STATUSES.map((value) => ({
              value,
              label: withCount(STATUS_WORDS[value].label, data?.counts[value]),
            })),
          ]}
          value={chosen.status ?? ANY}
          onValueChange={(status) => void setChosen({ status: TEST_STATUSES.find((each) => each === status) ?? null })}
        />
        <Select
          label="Message"
          className="w-64"
          options={MESSAGES}
          value={chosen.templateId ?? ANY}
          onValueChange={(value) => void setChosen({ templateId: value === ANY ? null : value })}
        />
        {isFiltered ? (
          <Button variant="ghost" onClick={clear}>
            Clear filters
          </Button>
        ) : null}
      </FilterRow>
      {data ? <ProposeCard targets={data.targets} writer={data.writer} /> : null}
      <Tests
        data={data}
        message={error?.message}
        onRetry={() => void refetch()}
        isFiltered={isFiltered}
        onClear={clear}
      />
    </PageBody>
  );
}

function withCount(label: string, count: number | undefined): string {
  return count ? `${label} ${count}` : label;
}

type TestsProps = {
  data: CreativeOverview | undefined;
  message: string | undefined;
  onRetry: () => void;
  isFiltered: boolean;
  onClear: () => void;
};

function Tests({ data, message, onRetry, isFiltered, onClear }: TestsProps) {
  if (!data) {
    return (
      <Card className="p-4">
        {message ? <ErrorState description={message} onRetry={onRetry} /> : <SkeletonLines lines={6} />}
      </Card>
    );
  }
  if (data.tests.length > 0) return data.tests.map((test) => <TestCard key={test.id} test={test} />);
  return (
    <Card>
      {isFiltered ? (
        <NoMatch title="No test fits these filters" onClear={onClear} />
      ) : (
        <EmptyState
          icon={Palette}
          title="Nothing was tried yet"
          description="The creative testing agent looks once a week at each message that is sent, when a campaign is launched, and when a message stops getting better, and proposes variants here."
        />
      )}
    </Card>
  );
}
