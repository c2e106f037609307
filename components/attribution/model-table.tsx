'use client';

import { useWorkspace } from '@/components/layout/workspace-context';
import { cn } from '@/components/ui/cn';
import { NAMED_LINE } from '@/components/ui/stacked-table';
import { formatMoney, formatRate } from '@/lib/format';
import type { AttributionComparison, AttributionWay } from '@/server/services/attribution';
import { MODEL_WORDS, spreadOf, WAYS } from './prepare-attribution';

const CELL = 'border-border sm:border-t sm:px-3 sm:py-2 sm:text-right sm:first:pl-4 sm:last:pr-4';

/** A row for each channel, agent or campaign, a column for each model; on a phone a block of named lines for each. */
export function ModelTable({ data, by }: { data: AttributionComparison; by: AttributionWay }) {
  const { currency } = useWorkspace();
  const way = WAYS.find(({ value }) => value === by)?.label ?? by;
  return (
    <section
      aria-label="Credit by model"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (WCAG 2.1.1).
      tabIndex={0}
      className="overflow-x-auto focus-visible:outline-2 focus-visible:outline-focus"
    >
      <table className="w-full text-table tabular-nums max-sm:block">
        <thead className="max-sm:sr-only">
          <tr className="text-xs text-fg-muted">
            <th scope="col" className="px-3 py-2 pl-4 text-left font-normal">
              {way}
            </th>
            {MODEL_WORDS.map(({ id, name, hint }) => (
              <th key={id} scope="col" title={hint} className="px-3 py-2 text-right font-normal whitespace-nowrap">
                {name}
              </th>
            ))}
            <th scope="col" className="px-3 py-2 text-right font-normal whitespace-nowrap">
              Models say
            </th>
            <th scope="col" className="px-3 py-2 pr-4 text-right font-normal whitespace-nowrap">
              Removal effect
            </th>
          </tr>
        </thead>
        <tbody className="max-sm:block">
          {data.rows.map((row) => {
            const { low, high } = spreadOf(row, data.revenueCents);
            return (
              <tr key={row.key} className="max-sm:block max-sm:border-t max-sm:border-border max-sm:px-4 max-sm:py-3">
                <th
                  scope="row"
                  className={cn(CELL, 'font-medium break-words max-sm:block max-sm:text-left sm:text-left')}
                >
                  {row.name}
                </th>
                {MODEL_WORDS.map(({ id, name }) => (
                  <td key={id} data-label={name} className={cn(CELL, NAMED_LINE, 'max-sm:mt-1 max-sm:block')}>
                    {formatMoney(row.credit[id], { currency })}
                  </td>
                ))}
                <td
                  data-label="Models say"
                  className={cn(CELL, NAMED_LINE, 'whitespace-nowrap max-sm:mt-1 max-sm:block')}
                >
                  {formatRate(low, 0)} to {formatRate(high, 0)}
                </td>
                <td data-label="Removal effect" className={cn(CELL, NAMED_LINE, 'max-sm:mt-1 max-sm:block')}>
                  {formatRate(row.removalEffect, 1)}
                </td>
              </tr>
            );
          })}
        </tbody>
        <tfoot className="max-sm:sr-only">
          <tr className="font-medium">
            <th scope="row" className={cn(CELL, 'text-left sm:text-left')}>
              All
            </th>
            {MODEL_WORDS.map(({ id }) => (
              <td key={id} className={CELL}>
                {formatMoney(data.revenueCents, { currency })}
              </td>
            ))}
            <td className={CELL} />
            <td className={CELL} />
          </tr>
        </tfoot>
      </table>
      <dl className="grid gap-x-6 gap-y-1 border-t border-border px-4 py-3 text-xs text-fg-muted sm:grid-cols-2 xl:grid-cols-4">
        {MODEL_WORDS.map(({ id, name, hint }) => (
          <div key={id}>
            <dt className="inline font-medium">{name}: </dt>
            <dd className="inline">{hint}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
