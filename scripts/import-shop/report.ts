import { LINE_OUTCOME_TEXT, LINE_OUTCOMES } from '@/domain/events/shop-log-words';
import type { ImportJob } from '@/server/services/imports';

const number = (value: number) => value.toLocaleString('en-GB');

/** One line that says how far an import is. */
export function progressLine({ status, totals, progress }: ImportJob): string {
  const share = progress === null ? '' : ` ${Math.floor(progress * 100)} %`;
  const to = totals.importedTo ? `, log at ${totals.importedTo.slice(0, 10)}` : '';
  return `${status}${share}: ${number(totals.lines)} lines, ${number(totals.orders)} orders, ${number(totals.refunds)} refunds${to}`;
}

/** What became of every line. */
export function finalTable({ totals, status, error }: ImportJob): string {
  const rows: [string, number][] = LINE_OUTCOMES.flatMap((outcome): [string, number][] => {
    const count = totals.outcomes[outcome] ?? 0;
    return count > 0 ? [[LINE_OUTCOME_TEXT[outcome], count]] : [];
  });
  if (totals.left > 0) rows.push(['After --until: left where they are', totals.left]);
  rows.push(['Lines in the file', totals.lines + totals.left]);
  const width = Math.max(...rows.map(([text]) => text.length));
  const table = rows.map(([text, count]) => `  ${text.padEnd(width)}  ${number(count).padStart(9)}`).join('\n');
  const without = totals.customersSeen - totals.customersUsed;
  const names = totals.customersUnused.slice(0, 10).join(', ');
  return [
    `Import ${status}${error ? `: ${error}` : '.'}`,
    table,
    `  ${number(totals.orders)} orders and ${number(totals.refunds)} refunds in ${number(totals.calls)} calls of the events API`,
    `  ${number(totals.customersSeen)} customers named, ${number(totals.customersUsed)} with orders` +
      (without > 0 ? `; ${number(without)} without (${names}${without > 10 ? ', ...' : ''})` : ''),
    ...(totals.rejected > 0 ? [`  ${number(totals.rejected)} calls refused: ${totals.firstRejection}`] : []),
  ].join('\n');
}
