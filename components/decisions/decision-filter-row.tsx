'use client';

import { useQuery } from '@tanstack/react-query';
import { SlidersHorizontal, X } from 'lucide-react';
import { useState } from 'react';
import { FilterRow } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import { CHANNELS } from '@/domain/channels/channel-ids';
import { GUARDRAIL_NAMES, GUARDRAILS } from '@/domain/guardrails/guardrail-ids';
import { ruleName } from '@/domain/guardrails/rule-names';
import { useTRPC } from '@/lib/trpc/client';
import { channelName } from './channel-icon';
import { DaysFilter } from './days-filter';
import { OutcomeFilter } from './outcome-filter';
import type { useDecisionFilters } from './use-decision-filters';

const ANY = 'any';
const RISKS = ['low', 'mid', 'high'] as const;

type DecisionFilterRowProps = ReturnType<typeof useDecisionFilters> & {
  /** Only what tells decisions apart before they end: no outcome, verdicts or reviewer. */
  isBrief?: boolean;
};

/** Every filter of the decisions log, each kept in the URL. */
export function DecisionFilterRow(props: DecisionFilterRowProps) {
  const { chosen, set, clear, isFiltered, isBrief = false } = props;
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const facets = useQuery(trpc.decisions.facets.queryOptions({ workspace: slug }));
  const pairs = facets.data ?? [];
  const agents = new Map(pairs.map(({ agentId, agentName }) => [agentId, agentName]));
  const [isUnfolded, setUnfolded] = useState(false);
  const folded = [chosen.agent, chosen.action, chosen.channel, chosen.guardrail, chosen.risk, chosen.reviewer].filter(
    (each) => each !== null,
  ).length;
  const actions = pairs.filter(({ agentId }) => !chosen.agent || chosen.agent === agentId);
  return (
    <FilterRow>
      {isBrief ? null : <OutcomeFilter value={chosen.outcome} onValueChange={(outcome) => set({ outcome })} />}
      <DaysFilter value={chosen.range} onValueChange={(range) => set({ range })} />
      <Button className="sm:hidden" aria-expanded={isUnfolded} onClick={() => setUnfolded(!isUnfolded)}>
        <SlidersHorizontal aria-hidden /> {isUnfolded ? 'Fewer filters' : 'More filters'}
        {folded > 0 ? ` (${folded})` : null}
      </Button>
      {/* On a phone the list comes first: these would fill half the screen. */}
      <div className={isUnfolded ? 'flex w-full flex-wrap gap-2 *:grow sm:contents sm:*:grow-0' : 'hidden sm:contents'}>
        <Select
          label="Agent"
          className="w-auto"
          options={[{ value: ANY, label: 'Any agent' }, ...[...agents].map(([value, label]) => ({ value, label }))]}
          value={chosen.agent ?? ANY}
          onValueChange={(agent) => set({ agent: agent === ANY ? null : agent })}
        />
        <Select
          label="Action"
          className="w-auto"
          options={[
            { value: ANY, label: 'Any action' },
            ...actions.map(({ action, actionName }) => ({ value: action, label: actionName })),
          ]}
          value={chosen.action ?? ANY}
          onValueChange={(action) => set({ action: action === ANY ? null : action })}
        />
        <Select
          label="Channel"
          className="w-auto"
          options={[
            { value: ANY, label: 'Any channel' },
            ...CHANNELS.map((channel) => ({ value: channel, label: channelName(channel) })),
          ]}
          value={chosen.channel ?? ANY}
          onValueChange={(channel) => set({ channel: channel === ANY ? null : channel })}
        />
        {isBrief ? null : <VerdictFilters chosen={chosen} set={set} />}
      </div>
      {isFiltered ? (
        <Button variant="ghost" onClick={clear}>
          Clear filters
        </Button>
      ) : null}
    </FilterRow>
  );
}

const RISK_WORDS = { low: 'Low risk', mid: 'Medium risk', high: 'High risk' } as const;

function VerdictFilters({ chosen, set }: Pick<DecisionFilterRowProps, 'chosen' | 'set'>) {
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const reviewers = useQuery(trpc.decisions.reviewers.queryOptions({ workspace: slug }));
  return (
    <>
      <Select
        label="Guardrail that said no"
        className="w-auto"
        options={[
          { value: ANY, label: 'Any guardrail' },
          ...GUARDRAILS.map((id) => ({ value: id, label: `No by ${GUARDRAIL_NAMES[id]}` })),
        ]}
        value={chosen.guardrail ?? ANY}
        onValueChange={(guardrail) => set({ guardrail: GUARDRAILS.find((id) => id === guardrail) ?? null })}
      />
      <Select
        label="Risk"
        className="w-auto"
        options={[
          { value: ANY, label: 'Any risk' },
          ...RISKS.map((risk) => ({ value: risk, label: RISK_WORDS[risk] })),
        ]}
        value={chosen.risk ?? ANY}
        onValueChange={(risk) => set({ risk: RISKS.find((each) => each === risk) ?? null })}
      />
      <Select
        label="Reviewer"
        className="w-auto"
        options={[
          { value: ANY, label: 'Any reviewer' },
          ...(reviewers.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        value={chosen.reviewer ?? ANY}
        onValueChange={(reviewer) => set({ reviewer: reviewer === ANY ? null : reviewer })}
      />
      {chosen.rule ? (
        <Button onClick={() => set({ rule: null })}>
          Rule “{ruleName(chosen.rule)}” <X aria-label="Remove this filter" />
        </Button>
      ) : null}
      {chosen.customer ? (
        <Button onClick={() => set({ customer: null })}>
          One customer <X aria-label="Remove this filter" />
        </Button>
      ) : null}
    </>
  );
}
