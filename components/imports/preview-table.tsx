import { TriangleAlert } from 'lucide-react';
import { Card, CardHeader } from '@/components/ui/card';
import { cn } from '@/components/ui/cn';
import { fieldOf } from '@/domain/imports/kinds';
import { columnNames, type Mapping } from '@/domain/imports/mapping';
import { plural } from '@/lib/format';
import type { PreviewRow } from './prepare-file';

type PreviewTableProps = { header: readonly string[]; mapping: Mapping; rows: readonly PreviewRow[] };

/** The first rows of a file as they will be read, with what is wrong in each cell. */
export function PreviewTable({ header, mapping, rows }: PreviewTableProps) {
  const names = columnNames(header, mapping.hasHeader);
  const used = mapping.columns.flatMap(({ field }, index) => {
    const plan = field ? fieldOf(mapping.kind, field) : null;
    return plan ? [{ index, label: plan.isMany ? (names[index] ?? '') : plan.label }] : [];
  });
  const refused = rows.filter(({ problem }) => problem).length;
  return (
    <Card>
      <CardHeader
        title="The first rows, as they will be read"
        description={
          refused > 0
            ? `${plural(refused, 'row')} of ${rows.length} would be refused. The others come in all the same.`
            : `All of the first ${plural(rows.length, 'row')} can be read.`
        }
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <section aria-label="Preview of the first rows" tabIndex={0} className="overflow-x-auto px-4 pb-4">
        <table aria-label="First rows" className="w-full text-table">
          <thead>
            <tr className="text-left text-fg-muted">
              <th className="pr-4 pb-1.5 font-normal">Line</th>
              {used.map(({ index, label }) => (
                <th key={index} className="pr-4 pb-1.5 font-normal whitespace-nowrap">
                  {label}
                </th>
              ))}
              <th className="pb-1.5 font-normal">Refused because</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ line, cells, problem }) => (
              <tr key={line} className="border-t border-border align-top">
                <td className="py-1.5 pr-4 text-fg-muted">{line}</td>
                {used.map(({ index }) => (
                  <td
                    key={index}
                    title={cells[index]?.problem ?? cells[index]?.note ?? undefined}
                    className={cn('max-w-64 truncate py-1.5 pr-4', cells[index]?.problem && 'bg-bad-soft text-bad')}
                  >
                    {cells[index]?.problem ? 'unreadable' : cells[index]?.text}
                    {cells[index]?.note ? (
                      <span className="ml-1 text-xs text-warn">
                        <TriangleAlert aria-hidden className="inline size-3" />
                        <span className="sr-only">{cells[index]?.note}</span>
                      </span>
                    ) : null}
                  </td>
                ))}
                <td className="min-w-56 py-1.5 text-bad">{problem}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Card>
  );
}
