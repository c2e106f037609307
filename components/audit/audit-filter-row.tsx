'use client';

import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import { DaysFilter } from '@/components/decisions/days-filter';
import { FilterRow } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Select } from '@/components/ui/select';
import { AUDIT_ACTIONS } from '@/domain/audit/actions';
import { useTRPC } from '@/lib/trpc/client';
import type { AuditFilters } from './use-audit-filters';
import { actorWords, OBJECTS, objectOf } from './words';

const ANY = 'any';
const byLabel = (a: { label: string }, b: { label: string }) => a.label.localeCompare(b.label);
const ACTIONS = Object.entries(AUDIT_ACTIONS)
  .map(([value, label]) => ({ value, label }))
  .sort(byLabel);
const KINDS = Object.entries(OBJECTS)
  .map(([value, { words }]) => ({ value, label: words }))
  .sort(byLabel);

/** Who, what, about what, and when. */
export function AuditFilterRow({ chosen, set, clear, isFiltered }: AuditFilters) {
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const { data: actors = [] } = useQuery(trpc.audit.actors.queryOptions({ workspace: slug }));
  const people = actors.map(({ actor, name }) => ({ value: actor, label: actorWords(actor, name) })).sort(byLabel);
  const orNull = (value: string) => (value === ANY ? null : value);
  return (
    <FilterRow>
      <Select
        label="Who"
        className="w-auto"
        options={[{ value: ANY, label: 'Anybody' }, ...withChosen(people, chosen.actor)]}
        value={chosen.actor ?? ANY}
        onValueChange={(actor) => set({ actor: orNull(actor) })}
      />
      <Select
        label="What"
        className="w-auto"
        options={[{ value: ANY, label: 'Any action' }, ...withChosen(ACTIONS, chosen.action)]}
        value={chosen.action ?? ANY}
        onValueChange={(action) => set({ action: orNull(action) })}
      />
      {chosen.about ? (
        <Button onClick={() => set({ about: null })}>
          One {objectOf(chosen.about).words.toLowerCase()} <X aria-label="Remove this filter" />
        </Button>
      ) : (
        <Select
          label="About"
          className="w-auto"
          options={[{ value: ANY, label: 'About anything' }, ...withChosen(KINDS, chosen.kind)]}
          value={chosen.kind ?? ANY}
          onValueChange={(kind) => set({ kind: orNull(kind) })}
        />
      )}
      <DaysFilter value={chosen.range} onValueChange={(range) => set({ range })} />
      {isFiltered ? (
        <Button variant="ghost" onClick={clear}>
          Clear filters
        </Button>
      ) : null}
    </FilterRow>
  );
}

type Option = { value: string; label: string };

/** What a link asks for stands in the list, even when the log never saw it. */
function withChosen(options: readonly Option[], chosen: string | null): readonly Option[] {
  if (!chosen || options.some(({ value }) => value === chosen)) return options;
  return [...options, { value: chosen, label: chosen }];
}
