import type { z } from 'zod';
import { csvLine } from '@/domain/shared/csv-cell';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { csvPages } from '../../csv-pages';
import { inTransaction } from '../../in-transaction';
import { listSuppressions } from './read-suppressions';
import { SuppressionFilters, type SuppressionItem } from './types';

const PAGE = 200;
const HEADINGS = ['channel', 'address_hash', 'reason', 'note', 'added_at', 'added_by', 'message_id'];

/** The suppression list as CSV, with hashes for addresses. Written into the audit log. Throws forbidden before the first piece. */
export async function exportSuppressions(
  ctx: ServiceContext,
  input: z.input<typeof SuppressionFilters>,
): Promise<AsyncGenerator<string>> {
  authorise(ctx, 'suppressions.read');
  const filters = SuppressionFilters.parse(input);
  const subject = `workspace:${ctx.workspaceId}`;
  const payload = { ...filters };
  await inTransaction(ctx, (tx) => appendAudit(tx, ctx, { action: 'suppressions.exported', subject, payload }));
  const stated = Object.entries(filters).map(([name, value]) => `${name}=${value}`);
  const head = [
    csvLine([`# Suppression list of ${ctx.workspace.name}, as of ${ctx.now.toISOString()}`]),
    csvLine([`# Filters: ${stated.join('; ') || 'none'}. Times are UTC. Addresses are kept as keyed hashes.`]),
    csvLine(HEADINGS),
  ].join('');
  return csvPages(head, (cursor) => listSuppressions(ctx, { ...filters, cursor, limit: PAGE }), line);
}

function line({ channel, addressHashes, reason, note, createdAt, actor, messageId }: SuppressionItem): string {
  return csvLine([channel, addressHashes.join(' '), reason, note, createdAt.toISOString(), actor, messageId]);
}
