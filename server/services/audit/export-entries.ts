import { auditActionWords } from '@/domain/audit/actions';
import { csvLine } from '@/domain/shared/csv-cell';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { csvPages } from '../../csv-pages';
import { inTransaction } from '../../in-transaction';
import type { EntryFilters } from './entry-filters';
import { type AuditEntryView, listEntries } from './list-entries';

const PAGE = 500;
const HEADINGS = ['entry', 'at', 'actor', 'actor_name', 'action', 'what', 'about', 'payload', 'hash'] as const;

/**
 * The entries the filters leave, as CSV, latest first, a piece at a time: for reading and sorting. What can be verified
 * is `exportLog`. That it left is written into the log. Throws forbidden before the first piece.
 */
export async function exportEntries(ctx: ServiceContext, filters: EntryFilters): Promise<AsyncGenerator<string>> {
  authorise(ctx, 'audit.export');
  const { from, to, ...stated } = filters;
  const payload = { format: 'csv', ...stated, from: from?.toISOString(), to: to?.toISOString() };
  const subject = `workspace:${ctx.workspaceId}`;
  await inTransaction(ctx, (tx) => appendAudit(tx, ctx, { action: 'audit.exported', subject, payload }));
  const pageFrom = (cursor: string | null) => listEntries(ctx, { ...filters, cursor, limit: PAGE });
  return csvPages(csvLine(HEADINGS), pageFrom, line);
}

function line({ seq, at, actor, actorName, action, subject, payload, hash }: AuditEntryView): string {
  return csvLine([seq, at.toISOString(), actor, actorName, action, auditActionWords(action), subject, payload, hash]);
}
