import { csvLine } from '@/domain/shared/csv-cell';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { csvPages } from '../../csv-pages';
import { inTransaction } from '../../in-transaction';
import { openAnomalies, pastAnomalies } from './list-anomalies';
import type { AnomalyItem } from './types';

const PAGE = 200;
const HEADINGS =
  'figure,id,higher_or_lower,meaning,window_hours,window_from,window_to,value,expected,expected_low,expected_high,standard_deviations,mostly_from,since,found_at,seen_until,closed_at,acknowledged_at,acknowledged_by,note';

/** Everything that is and was unusual as CSV, what is open first. Written into the audit log. Throws forbidden before the first piece. */
export async function exportAnomalies(ctx: ServiceContext): Promise<AsyncGenerator<string>> {
  authorise(ctx, 'measurement.read');
  const subject = `workspace:${ctx.workspaceId}`;
  await inTransaction(ctx, (tx) => appendAudit(tx, ctx, { action: 'anomalies.exported', subject, payload: {} }));
  const open = await openAnomalies(ctx);
  const head = [
    csvLine([`# Unusual figures of ${ctx.workspace.name}, as of ${ctx.now.toISOString()}`]),
    csvLine([`# Times are UTC. Rates are shares of 1, money in minor units of ${ctx.workspace.currency}.`]),
    csvLine(HEADINGS.split(',')),
    ...open.map(line),
  ].join('');
  return csvPages(head, (cursor) => pastAnomalies(ctx, { cursor, limit: PAGE }), line);
}

function line(item: AnomalyItem): string {
  const time = (at: Date | null) => at?.toISOString() ?? null;
  return csvLine([
    ...[item.kpi, item.id, item.isHigh ? 'higher' : 'lower', item.meaning, item.clearest],
    ...[time(item.windowFrom), time(item.windowTo), item.value, item.expected, item.low, item.high, item.deviation],
    item.contributors.map(({ kind, name, share }) => `${kind} ${name} ${Math.round(share * 100)}%`).join('; '),
    ...[time(item.since), time(item.foundAt), time(item.seenUntil), time(item.closedAt), time(item.acknowledgedAt)],
    ...[item.acknowledgedBy, item.note],
  ]);
}
