import { z } from 'zod';
import { columnNames } from '@/domain/imports/mapping';
import { csvLine } from '@/domain/shared/csv-cell';
import { appendAudit } from '../../../audit';
import { authorise, type ServiceContext } from '../../../context';
import { csvPages } from '../../../csv-pages';
import { inTransaction } from '../../../in-transaction';
import type { Page } from '../../../keyset';
import { getFileImport } from './list-files';

const PAGE = 1_000;
const Cells = z.array(z.string());
type RefusedRow = { line: number; field: string | null; reason: string; cells: string[] };

/**
 * Refused rows of a file as CSV, as they stood in it, with the line and the reason behind: mended, the file can be
 * handed in as it is. They may hold personal data: that they left is written into the audit log.
 */
export async function exportRefused(ctx: ServiceContext, input: { importId: string }): Promise<AsyncGenerator<string>> {
  authorise(ctx, 'imports.run');
  const { id: importId, header, mapping } = await getFileImport(ctx, input);
  const { workspaceId } = ctx;
  const record = { action: 'file_import.rows_exported' as const, subject: `import:${importId}`, payload: {} };
  await inTransaction(ctx, (tx) => appendAudit(tx, ctx, record));
  const names = columnNames(header, mapping?.hasHeader ?? true);
  const pageFrom = async (cursor: string | null): Promise<Page<RefusedRow>> => {
    const rows = await ctx.db.fileImportRow.findMany({
      where: { workspaceId, importId, line: { gt: cursor === null ? -1 : Number(cursor) } },
      orderBy: { line: 'asc' },
      take: PAGE,
    });
    const items = rows.map(({ line, field, reason, cells }) => ({
      line,
      field,
      reason,
      cells: Cells.parse(JSON.parse(cells)),
    }));
    return { items, nextCursor: rows.length === PAGE ? String(rows.at(-1)?.line) : null };
  };
  return csvPages(csvLine([...names, 'line', 'column', 'reason']), pageFrom, ({ line, field, reason, cells }) =>
    csvLine([...names.map((_, index) => cells[index] ?? ''), line, field, reason]),
  );
}
