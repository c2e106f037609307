import type { z } from 'zod';
import { csvLine } from '@/domain/shared/csv-cell';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { csvPages } from '../../csv-pages';
import { inTransaction } from '../../in-transaction';
import { type DeadLetterItem, type DeadLetterListInput, listDeadLetters } from './list-dead-letters';

const PAGE = 200;
const HEADINGS = [
  'id',
  'received_at',
  'source',
  'code',
  'field',
  'reason',
  'resolution',
  'resolved_at',
  'note',
  'event',
];

type Filters = Omit<z.input<typeof DeadLetterListInput>, 'cursor' | 'limit'>;

/**
 * Refused events as CSV, the last first, a page at a time. They hold what the shop sent, personal data too: that they
 * left is written into the audit log. Throws forbidden before the first piece.
 */
export async function exportDeadLetters(ctx: ServiceContext, filters: Filters): Promise<AsyncGenerator<string>> {
  authorise(ctx, 'events.read');
  const subject = `workspace:${ctx.workspaceId}`;
  const payload = { ...filters };
  await inTransaction(ctx, (tx) => appendAudit(tx, ctx, { action: 'dead_letters.exported', subject, payload }));
  const stated = Object.entries(filters).map(([name, value]) => `${name}=${String(value)}`);
  const head = [
    csvLine([`# Refused events of ${ctx.workspace.name}, as of ${ctx.now.toISOString()}`]),
    csvLine([`# Filters: ${stated.join('; ') || 'none'}. Times are UTC.`]),
    csvLine(HEADINGS),
  ].join('');
  return csvPages(head, (cursor) => listDeadLetters(ctx, { ...filters, cursor, limit: PAGE }), line);
}

function line(letter: DeadLetterItem): string {
  return csvLine([
    letter.id,
    letter.receivedAt.toISOString(),
    letter.source,
    letter.code,
    letter.field,
    letter.reason,
    letter.resolution,
    letter.resolvedAt?.toISOString() ?? null,
    letter.resolutionNote,
    letter.raw,
  ]);
}
