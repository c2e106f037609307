'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { Download, Equal } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { useEffect, useEffectEvent, useMemo } from 'react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { OutcomeBadge } from '@/components/decisions/outcome-badge';
import { proposalOf } from '@/components/decisions/proposal-line';
import { FilterRow } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button, buttonStyles } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { NoMatch } from '@/components/ui/no-match';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { Select } from '@/components/ui/select';
import type { Answer } from '@/domain/replay/answer';
import { CHANGE_KINDS, type ChangeKind, GAPS, gapsIn } from '@/domain/replay/change-kinds';
import { FIRST_OUTCOMES } from '@/domain/replay/first-outcomes';
import { formatCount, MISSING } from '@/lib/format';
import { replayFilterParams } from '@/lib/replay-filter-params';
import { useTRPC } from '@/lib/trpc/client';
import { OUTCOME_WORDS } from '@/lib/words/outcome-words';
import type { ReplayedChange, ReplayRun } from '@/server/services/replay';
import { answerWords, byCount, factorWords, isOfTheAgent, moveWords, REPLAY_WORDS } from './prepare-replay';
import { RuleName } from './replay-figures';

const ANY = 'any';
const NO_FILTER = { kind: null, rule: null, from: null, to: null };

type ReplayChangesProps = {
  run: ReplayRun;
  /** How each action is called. */
  names: ReadonlyMap<string, string>;
};

/** The decisions that came out otherwise, or those that could not be made again; filtered in the address, and as a file. */
export function ReplayChanges({ run, names }: ReplayChangesProps) {
  const { slug, to, timezone } = useWorkspace();
  const trpc = useTRPC();
  const [{ gaps, ...chosen }, set] = useQueryStates(replayFilterParams, { history: 'replace' });
  const asked = {
    runId: run.id,
    ...(chosen.kind && { kind: chosen.kind }),
    ...(chosen.rule && { rule: chosen.rule }),
    ...(chosen.from && { from: chosen.from }),
    ...(chosen.to && { to: chosen.to }),
  };
  const { isRunning } = REPLAY_WORDS[run.status];
  const list = useInfiniteQuery({
    ...trpc.replay.changes.infiniteQueryOptions(
      { workspace: slug, ...asked, areGaps: gaps },
      {
        getNextPageParam: ({ nextCursor }) => nextCursor,
        refetchInterval: isRunning ? LIVE_MS : false,
      },
    ),
    placeholderData: keepPreviousData,
  });
  // What the last batch brought is asked for once more when it has ended.
  const readTheLast = useEffectEvent(() => void list.refetch({ cancelRefetch: false }));
  useEffect(() => {
    if (!isRunning) readTheLast();
  }, [isRunning]);
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items), [list.data]);
  const columns = useMemo(() => (gaps ? GAP_COLUMNS : changeColumns(names, timezone)), [gaps, names, timezone]);
  const isFiltered = Object.values(chosen).some((value) => value !== null);
  const query = new URLSearchParams({ workspace: slug, ...asked, ...(gaps && { areGaps: 'true' }) });
  return (
    <Card id="changes" className="scroll-mt-20" aria-busy={list.isPlaceholderData}>
      <CardHeader
        title={gaps ? 'Decisions that could not be made again' : 'Decisions that change'}
        description={gaps ? undefined : 'The latest first; each opens with both verdicts side by side.'}
        actions={
          <a href={`/api/exports/replays?${query}`} download className={buttonStyles({ size: 'sm' })}>
            <Download aria-hidden /> Export these as CSV
          </a>
        }
      />
      <FilterRow className="px-4 pb-3">
        {gapsIn(run.tally) > 0 ? (
          <SegmentedControl
            label="Which decisions"
            segments={SEGMENTS}
            value={gaps ? 'gaps' : 'changed'}
            onValueChange={(value) => void set({ ...NO_FILTER, gaps: value === 'gaps' ? true : null })}
          />
        ) : null}
        {gaps ? null : <Filters run={run} chosen={chosen} set={(change) => void set(change)} />}
        {isFiltered ? (
          <Button variant="ghost" onClick={() => void set(NO_FILTER)}>
            Clear filters
          </Button>
        ) : null}
      </FilterRow>
      <DataTable
        label={gaps ? 'Decisions that could not be made again' : 'Decisions that change'}
        columns={columns}
        rows={rows}
        rowId={({ decisionId }) => decisionId}
        rowHref={({ decisionId }) =>
          to(gaps ? `/decisions/${decisionId}` : `/policies/replays/${run.id}/${decisionId}`)
        }
        error={list.error && !rows ? { message: list.error.message, onRetry: () => void list.refetch() } : null}
        empty={
          isFiltered ? (
            <NoMatch title="No changed decision fits these filters" onClear={() => void set(NO_FILTER)} />
          ) : (
            <NothingChanged run={run} areGaps={gaps} />
          )
        }
        hasMore={list.hasNextPage}
        onLoadMore={() => void list.fetchNextPage()}
        isLoadingMore={list.isFetchingNextPage}
        skeletonRows={6}
      />
    </Card>
  );
}

const LIVE_MS = 3_000;
const SEGMENTS = [
  { value: 'changed', label: 'Changed' },
  { value: 'gaps', label: 'Not made again' },
] as const;

function NothingChanged({ run, areGaps }: { run: ReplayRun; areGaps: boolean }) {
  if (REPLAY_WORDS[run.status].isRunning) {
    return (
      <EmptyState icon={Equal} title="Nothing found yet" description="What it finds appears here as it goes on." />
    );
  }
  if (areGaps) {
    return <EmptyState icon={Equal} title="None" description="Every decision of the period could be made again." />;
  }
  return (
    <EmptyState
      icon={Equal}
      title="Nothing changes"
      description={`Of ${formatCount(run.done)} replayed, none that could be made again comes out otherwise.`}
    />
  );
}

type Chosen = {
  kind: ChangeKind | null;
  rule: string | null;
  from: Answer['outcome'] | null;
  to: Answer['outcome'] | null;
};

type FiltersProps = { run: ReplayRun; chosen: Chosen; set: (change: Partial<Chosen>) => void };

function Filters({ run: { tally }, chosen, set }: FiltersProps) {
  const rules = byCount(tally.rules).map(([rule]) => rule);
  const outcomes = FIRST_OUTCOMES.map((outcome) => ({ value: outcome as string, label: OUTCOME_WORDS[outcome].label }));
  const outcomeOf = (value: string) => FIRST_OUTCOMES.find((each) => each === value) ?? null;
  return (
    <>
      <Select
        label="Outcome then"
        className="w-auto"
        options={[{ value: ANY, label: 'Any outcome then' }, ...outcomes.map(prefixed('Then'))]}
        value={chosen.from ?? ANY}
        onValueChange={(value) => set({ from: outcomeOf(value) })}
      />
      <Select
        label="Outcome replayed"
        className="w-auto"
        options={[{ value: ANY, label: 'Any outcome replayed' }, ...outcomes.map(prefixed('Replayed'))]}
        value={chosen.to ?? ANY}
        onValueChange={(value) => set({ to: outcomeOf(value) })}
      />
      <Select
        label="What changes"
        className="w-auto"
        options={[
          { value: ANY, label: 'Any change' },
          ...Object.entries(CHANGE_KINDS).map(([value, label]) => ({ value, label })),
        ]}
        value={chosen.kind ?? ANY}
        onValueChange={(value) => set({ kind: value in CHANGE_KINDS ? (value as ChangeKind) : null })}
      />
      <Select
        label="Rule that judges otherwise"
        className="w-auto"
        options={[
          { value: ANY, label: 'Any rule' },
          ...rules.map((rule) => ({ value: rule, label: factorWords(rule) })),
        ]}
        value={chosen.rule ?? ANY}
        onValueChange={(rule) => set({ rule: rule === ANY ? null : rule })}
      />
    </>
  );
}

function prefixed(prefix: string) {
  return ({ value, label }: { value: string; label: string }) => ({
    value,
    label: `${prefix}: ${label.toLowerCase()}`,
  });
}

const WHEN: Column<ReplayedChange> = {
  id: 'when',
  header: 'Decided',
  showFrom: 'lg',
  width: '170px',
  cell: ({ decidedAt }) => <TimeText at={decidedAt} as="absolute" />,
};

const WHAT: Column<ReplayedChange> = {
  id: 'what',
  header: 'Decision',
  cell: ({ summary }) => <span className="line-clamp-2 break-words">{proposalOf(summary)}</span>,
};

function changeColumns(names: ReadonlyMap<string, string>, timezone: string): Column<ReplayedChange>[] {
  return [
    WHAT,
    { id: 'before', header: 'Then', onPhone: 'line', cell: ({ before }) => <Side answer={before} names={names} /> },
    { id: 'after', header: 'Replayed', onPhone: 'line', cell: ({ after }) => <Side answer={after} names={names} /> },
    {
      id: 'rules',
      header: 'By',
      showFrom: 'md',
      cell: ({ kinds, rules, before, after }) => (
        <span className="flex flex-wrap gap-1">
          {(isOfTheAgent(rules) ? moveWords(kinds, before, after, timezone) : null) ??
            rules.map((rule) => (
              <span key={rule}>
                <RuleName rule={rule} />
              </span>
            ))}
        </span>
      ),
    },
    WHEN,
  ];
}

const GAP_COLUMNS: readonly Column<ReplayedChange>[] = [
  WHAT,
  { id: 'why', header: 'Why not', cell: ({ gap }) => (gap ? GAPS[gap] : MISSING) },
  {
    id: 'where',
    header: 'Where',
    showFrom: 'md',
    cell: ({ detail }) => <span className="font-mono text-xs break-all text-fg-muted">{detail || MISSING}</span>,
  },
  WHEN,
];

function Side({ answer, names }: { answer: Answer | null; names: ReadonlyMap<string, string> }) {
  if (!answer) return MISSING;
  return (
    <span className="inline-flex flex-col items-end gap-0.5 sm:items-start">
      <OutcomeBadge outcome={answer.outcome} />
      <span className="text-xs text-fg-muted">{answerWords(answer, names)}</span>
    </span>
  );
}
