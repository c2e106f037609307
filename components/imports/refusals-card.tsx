import { Download } from 'lucide-react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { buttonStyles } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { STACKED } from '@/components/ui/stacked-table';
import type { FileTotals } from '@/domain/imports/file-totals';
import { formatCount, plural } from '@/lib/format';

/** Why rows of a file were refused, how many each, and the rows themselves to download. */
export function RefusalsCard({ importId, totals, isOver }: { importId: string; totals: FileTotals; isOver: boolean }) {
  const { slug } = useWorkspace();
  if (totals.refused === 0) return null;
  const reasons = totals.reasons.toSorted((one, other) => other.rows - one.rows);
  return (
    <Card>
      <CardHeader
        title={`${plural(totals.refused, 'row')} refused`}
        description={`Download them with their reasons, mend them and hand the file in again.${isOver ? ' They are kept for seven days.' : ''}`}
        actions={
          <a
            href={`/api/exports/import-rows?${new URLSearchParams({ workspace: slug, id: importId })}`}
            download
            className={buttonStyles({ size: 'sm' })}
          >
            <Download aria-hidden /> CSV
          </a>
        }
      />
      <CardBody>
        <table aria-label="Reasons" className={STACKED.table}>
          <thead className={STACKED.head}>
            <tr className="text-left text-fg-muted">
              <th className="pb-1.5 font-normal">Reason</th>
              <th className="w-40 pb-1.5 font-normal">Column</th>
              <th className="w-28 pb-1.5 text-right font-normal">Rows</th>
              <th className="w-28 pb-1.5 text-right font-normal">First on line</th>
            </tr>
          </thead>
          <tbody className={STACKED.body}>
            {reasons.map(({ column, message, rows, firstLine }) => (
              <tr key={`${column}:${message}`} className={STACKED.row}>
                <td className={STACKED.title}>{message}</td>
                <td data-label="Column" className={`${STACKED.line} break-all`}>
                  {column ?? 'the row'}
                </td>
                <td data-label="Rows" className={`${STACKED.line} sm:text-right`}>
                  {formatCount(rows)}
                </td>
                <td data-label="First on line" className={`${STACKED.line} sm:text-right`}>
                  {formatCount(firstLine)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {totals.otherReasons > 0 ? (
          <p className="mt-2 text-table text-fg-muted">{plural(totals.otherReasons, 'row')} for other reasons.</p>
        ) : null}
      </CardBody>
    </Card>
  );
}
