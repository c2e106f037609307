import type { z } from 'zod';
import { csvLine } from '@/domain/shared/csv-cell';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { csvPages } from '../../csv-pages';
import { inTransaction } from '../../in-transaction';
import { listRequests } from './read-requests';
import { type PrivacyRequestItem, RequestFilters } from './types';

const PAGE = 200;
const HEADINGS = ['id', 'kind', 'law', 'status', 'person', 'source', 'received_at', 'due_at', 'ended_at'];

/**
 * The register of requests as CSV, as an authority would ask for it: what was asked, when, until when, and what became of
 * it. That names of people left is written into the audit log. Throws forbidden before the first piece.
 */
export async function exportRequests(
  ctx: ServiceContext,
  input: z.input<typeof RequestFilters>,
): Promise<AsyncGenerator<string>> {
  authorise(ctx, 'privacy.manage');
  const filters = RequestFilters.parse(input);
  const subject = `workspace:${ctx.workspaceId}`;
  const payload = { ...filters };
  await inTransaction(ctx, (tx) => appendAudit(tx, ctx, { action: 'privacy.list_exported', subject, payload }));
  const stated = Object.entries(filters).map(([name, value]) => `${name}=${value}`);
  const head = [
    csvLine([`# Privacy requests of ${ctx.workspace.name}, as of ${ctx.now.toISOString()}`]),
    csvLine([`# Filters: ${stated.join('; ')}. Times are UTC.`]),
    csvLine(HEADINGS),
  ].join('');
  return csvPages(head, (cursor) => listRequests(ctx, { ...filters, cursor, limit: PAGE }), line);
}

function line(item: PrivacyRequestItem): string {
  return csvLine([
    item.id,
    item.kind,
    item.regime,
    item.status,
    item.identifier,
    item.source,
    item.receivedAt.toISOString(),
    item.dueAt.toISOString(),
    item.endedAt?.toISOString() ?? null,
  ]);
}
