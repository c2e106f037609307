'use client';

import { ChevronRight, SearchX } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { SearchInput } from '@/components/ui/input';
import {
  type PolicyDescription,
  type PolicyDocument,
  type PolicyValue,
  sameValue,
  valueAt,
} from '@/domain/policies/description';
import { plural } from '@/lib/format';
import { searchThresholds } from './search-thresholds';
import { pointerOf, ThresholdRow } from './threshold-row';
import { useSought } from './use-sought';

type ThresholdListProps = {
  description: PolicyDescription;
  document: PolicyDocument;
  /** What it is compared with, and what that is called. */
  live: PolicyDocument;
  liveName: string;
  currency: string;
  problems: ReadonlyMap<string, readonly string[]>;
  onChange?: (section: string, field: string, value: PolicyValue) => void;
};

/** Every threshold by section, with a search and a way to each section; to be read only, the sections begin closed. */
export function ThresholdList({
  description,
  document,
  live,
  liveName,
  currency,
  problems,
  onChange,
}: ThresholdListProps) {
  const [search, setSearch] = useQueryState('q', parseAsString.withDefault('').withOptions({ throttleMs: 300 }));
  const shown = searchThresholds(description, search);
  const sought = useSought();
  const [areAllOpen, setAllOpen] = useState(false);
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <SearchInput label="Search thresholds" value={search} onValueChange={(text) => void setSearch(text || null)} />
        {onChange ? null : (
          <Button aria-pressed={areAllOpen} onClick={() => setAllOpen(!areAllOpen)}>
            {areAllOpen ? 'Close all sections' : 'Open all sections'}
          </Button>
        )}
      </div>
      <nav aria-label="Sections" className="flex flex-wrap gap-1.5">
        {shown.map(({ section, title, fields }) => {
          const changed = fields.filter(
            ({ field }) => !sameValue(valueAt(document, section, field), valueAt(live, section, field)),
          ).length;
          return (
            <a
              key={section}
              href={`#section-${section}`}
              className="inline-flex min-h-6 items-center gap-1 rounded-sm border border-border bg-surface px-2 text-table hover:bg-hover pointer-coarse:min-h-9"
            >
              {title}
              {changed > 0 ? (
                <span className="font-medium text-info">
                  {changed}
                  <span className="sr-only"> changed</span>
                </span>
              ) : null}
            </a>
          );
        })}
      </nav>
      {shown.map(({ section, title, description: about, fields }) => {
        const rows = (
          <ul>
            {fields.map((field) => (
              <ThresholdRow
                key={field.field}
                field={field}
                value={valueAt(document, section, field.field)}
                liveValue={valueAt(live, section, field.field)}
                liveName={liveName}
                currency={currency}
                isSought={pointerOf(field) === sought}
                problems={problems.get(pointerOf(field)) ?? []}
                onChange={onChange && ((value) => onChange(section, field.field, value))}
              />
            ))}
          </ul>
        );
        const id = `section-${section}`;
        return (
          <Card key={section} id={id} className="scroll-mt-4">
            {onChange ? (
              <>
                <CardHeader title={title} description={about} />
                {rows}
              </>
            ) : (
              <details
                className="group"
                data-print="open"
                open={areAllOpen || search !== '' || id === sought || fields.some((each) => pointerOf(each) === sought)}
              >
                <summary className="flex cursor-pointer list-none items-center rounded-lg hover:bg-hover">
                  <CardHeader className="min-w-0 flex-1" title={title} description={about} />
                  <span className="flex shrink-0 items-center gap-2 pr-4 text-table text-fg-muted">
                    {plural(fields.length, 'threshold')}
                    <ChevronRight aria-hidden className="size-4 group-open:rotate-90" />
                  </span>
                </summary>
                <div className="border-t border-border">{rows}</div>
              </details>
            )}
          </Card>
        );
      })}
      {shown.length === 0 ? (
        <Card>
          <EmptyState
            icon={SearchX}
            title="No threshold is called that"
            description={`Nothing in names and explanations matches “${search}”.`}
          />
        </Card>
      ) : null}
    </div>
  );
}
