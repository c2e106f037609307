'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { DaysFilter } from '@/components/decisions/days-filter';
import { FilterRow } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import { AGENT_CARDS } from '@/domain/agents/agent-cards';
import { useTRPC } from '@/lib/trpc/client';
import { type ChosenVerdicts, VERDICT_CHOICES } from '@/lib/verdict-filter-params';

const ANY = 'any';
const VERDICTS: Readonly<Record<(typeof VERDICT_CHOICES)[number], string>> = {
  approve: 'Approved',
  edit: 'Edited and approved',
  reject: 'Rejected',
};

type VerdictFilterRowProps = {
  chosen: ChosenVerdicts;
  isFiltered: boolean;
  onChange: (change: Partial<ChosenVerdicts>) => void;
  onClear: () => void;
};

/** Every filter of the history, each kept in the URL. */
export function VerdictFilterRow({ chosen, isFiltered, onChange, onClear }: VerdictFilterRowProps) {
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const people = useQuery(trpc.decisions.reviewers.queryOptions({ workspace: slug }));
  const agents = AGENT_CARDS.map(({ id, name }) => ({ value: id as string, label: name }));
  const reviewers = (people.data ?? []).map(({ id, name }) => ({ value: id, label: name }));
  return (
    <FilterRow>
      <DaysFilter value={chosen.range} onValueChange={(range) => onChange({ range })} />
      <Select
        label="Verdict"
        className="w-auto"
        options={[
          { value: ANY, label: 'Any verdict' },
          ...VERDICT_CHOICES.map((value) => ({ value, label: VERDICTS[value] })),
        ]}
        value={chosen.verdict ?? ANY}
        onValueChange={(verdict) => onChange({ verdict: verdict === ANY ? null : verdict })}
      />
      <Select
        label="Person"
        className="w-auto"
        options={[{ value: ANY, label: 'Any person' }, ...reviewers]}
        value={chosen.reviewer ?? ANY}
        onValueChange={(reviewer) => onChange({ reviewer: reviewer === ANY ? null : reviewer })}
      />
      <Select
        label="Agent"
        className="w-auto"
        options={[{ value: ANY, label: 'Any agent' }, ...agents]}
        value={chosen.agent ?? ANY}
        onValueChange={(agent) => onChange({ agent: agent === ANY ? null : agent })}
      />
      {isFiltered ? (
        <Button variant="ghost" onClick={onClear}>
          <X aria-hidden /> Clear the filters
        </Button>
      ) : null}
    </FilterRow>
  );
}
