'use client';

import { useQuery } from '@tanstack/react-query';
import { CalendarSync } from 'lucide-react';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { DownloadTable } from '@/components/charts/download-table';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { FilterRow, PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Select } from '@/components/ui/select';
import { LOOPS, type LoopId, runsAt } from '@/domain/relearning/loops';
import { formatDate, formatDateTime, formatTime } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { LearningLoop, LearningTurn } from '@/server/services/relearning';

const LOOP_WORDS: Record<LoopId, { name: string; often: string; looks: string }> = {
  guardrails: {
    name: 'Guardrails',
    often: 'Every 7 days',
    looks: 'What each stopped, what people let through all the same, and what it missed.',
  },
  prompts: {
    name: 'Prompts',
    often: 'Every 14 days',
    looks: 'Whether words that leave say what people have rejected.',
  },
  models: {
    name: 'Predictive models',
    often: 'Daily where there are new outcomes, every 30 days at the latest',
    looks: 'How likely an order is, from the shop’s own outcomes.',
  },
  strategy: {
    name: 'Strategy',
    often: 'Each quarter',
    looks: 'A holdout drawn anew; policy and targets to look at.',
  },
};

const CHOICES = ['all', ...LOOPS] as const;
const OPTIONS = CHOICES.map((value) => ({ value, label: value === 'all' ? 'All loops' : LOOP_WORDS[value].name }));

const COLUMNS: readonly Column<LearningTurn>[] = [
  { id: 'at', header: 'When', width: '170px', onPhone: 'aside', cell: ({ at }) => <TimeText at={at} as="absolute" /> },
  {
    id: 'loop',
    header: 'Loop',
    width: '160px',
    onPhone: 'title',
    cell: ({ loop }) => <span className="font-medium">{LOOP_WORDS[loop].name}</span>,
  },
  {
    id: 'found',
    header: 'What was found',
    onPhone: 'text',
    cell: ({ found }) => (
      <ul className="flex flex-col gap-0.5 whitespace-normal">
        {found.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    ),
  },
  {
    id: 'changed',
    header: 'What it changed',
    onPhone: 'text',
    cell: ({ changed }) => <span className="whitespace-normal">{changed}</span>,
  },
];

/** What was relearnt when, what it changed, and when each loop comes again. */
export function LearningView() {
  const { slug, timezone } = useWorkspace();
  const trpc = useTRPC();
  const [loop, setLoop] = useQueryState('loop', parseAsStringLiteral(CHOICES).withDefault('all'));
  const { data, error, refetch } = useQuery(trpc.relearning.calendar.queryOptions({ workspace: slug }));
  const turns = data?.turns.filter((turn) => loop === 'all' || turn.loop === loop);
  const table = {
    header: ['When', 'Loop', 'What was found', 'What it changed'],
    rows: (turns ?? []).map(({ at, loop: of, found, changed }) => [
      formatDateTime(at, timezone),
      LOOP_WORDS[of].name,
      found.join(' '),
      changed,
    ]),
  };
  return (
    <PageBody>
      <PageHeader
        title="Learning calendar"
        description="What was relearnt when, and what it changed. Each loop looks at everything since its turn before."
        actions={
          turns && turns.length > 0 ? <DownloadTable isLabelled table={table} name="learning calendar" /> : undefined
        }
      />
      {data ? (
        <ul aria-label="Loops" className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
          {data.loops.map((each) => (
            <LoopTile key={each.loop} loop={each} />
          ))}
        </ul>
      ) : null}
      <FilterRow>
        <Select
          label="Loop"
          options={OPTIONS}
          value={loop}
          onValueChange={(next) => void setLoop(next)}
          className="w-52"
        />
      </FilterRow>
      <Card>
        <DataTable
          label="Turns"
          columns={COLUMNS}
          rows={turns}
          rowId={({ id }) => id}
          error={error ? { message: error.message, onRetry: () => void refetch() } : null}
          empty={
            <EmptyState
              icon={CalendarSync}
              title="No turn yet"
              description="A loop’s first turn comes its own time after the first decision. Nothing is written here that has not been run."
            />
          }
        />
      </Card>
    </PageBody>
  );
}

function LoopTile({ loop: { loop, lastAt, nextAt } }: { loop: LearningLoop }) {
  const { timezone, now, isVirtual } = useWorkspace();
  const { name, often, looks } = LOOP_WORDS[loop];
  return (
    <li className="flex flex-col gap-1 rounded-lg border border-border bg-surface p-4 shadow-card">
      <h2 className="font-medium">{name}</h2>
      <p className="text-table text-fg-muted">{looks}</p>
      <p className="text-table">
        {often}. {lastAt ? `Last on ${formatDate(lastAt, timezone)}.` : 'Not run yet.'}
      </p>
      <p className="mt-auto pt-1">
        {nextAt === null ? (
          <Badge>Waits for the first decision</Badge>
        ) : nextAt <= now ? (
          <Badge tone="info">
            {isVirtual
              ? 'Due, not run by a clock of its own'
              : `Due, runs at ${formatTime(runsAt(nextAt, now), timezone)}`}
          </Badge>
        ) : (
          // Quarters begin by UTC.
          <Badge tone="info">Next on {formatDate(nextAt, loop === 'strategy' ? 'UTC' : timezone)}</Badge>
        )}
      </p>
    </li>
  );
}
