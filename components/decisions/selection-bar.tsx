'use client';

import { Download } from 'lucide-react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button, buttonStyles } from '@/components/ui/button';
import { MOST_SELECTED } from '@/lib/decision-filter-params';
import { formatCount } from '@/lib/format';
import type { RowSelection } from './use-row-selection';

/** What can be done with the rows that were picked. */
export function SelectionBar({ selection: { ids, clear } }: { selection: RowSelection }) {
  const { slug } = useWorkspace();
  if (ids.size === 0) return null;
  const isTooMany = ids.size > MOST_SELECTED;
  return (
    <section
      aria-label="Selected decisions"
      data-print="hide"
      className="sticky bottom-4 z-(--z-index-sticky) mx-auto flex flex-wrap items-center gap-3 rounded-lg border border-border bg-raised px-4 py-2 text-sm shadow-lg"
    >
      <output>{formatCount(ids.size)} selected</output>
      {isTooMany ? (
        <span className="text-fg-muted">
          At most {formatCount(MOST_SELECTED)} at once: for more, filter and export all that match.
        </span>
      ) : (
        <a
          href={`/api/exports/decisions?workspace=${slug}&ids=${[...ids].join(',')}`}
          download
          className={buttonStyles({ size: 'sm' })}
        >
          <Download aria-hidden /> Export selected as CSV
        </a>
      )}
      <Button variant="ghost" size="sm" onClick={clear}>
        Clear selection
      </Button>
    </section>
  );
}
