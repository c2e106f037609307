import { importFigures, type OutcomeLine } from '@/domain/events/import-figures';
import { formatCount, importNews, plural } from '@/lib/format';
import type { ImportJob } from '@/server/services/imports';

/** Customers named without a line that could be used, at most. */
const NAMES = 10;

/** One line that says how far an import is. */
export function progressLine({ status, totals, progress }: ImportJob): string {
  const { linesRead, orders, refunds } = importFigures(totals);
  const share = progress === null ? '' : ` ${Math.floor(progress * 100)} %`;
  const to = totals.importedTo ? `, log at ${totals.importedTo.slice(0, 10)}` : '';
  return `${status}${share}: ${plural(linesRead, 'line')}, ${plural(orders, 'order')}, ${plural(refunds, 'refund')}${to}`;
}

/** What became of every line, and what of it was new. */
export function finalTable({ totals, status, error }: ImportJob): string {
  const figures = importFigures(totals);
  const { customersNamed, customersUsed, customersUnused, unusedNames } = figures;
  const names = unusedNames.slice(0, NAMES).join(', ');
  return [
    `Import ${status}${error ? `: ${error}` : '.'}`,
    table([
      ...[...figures.used, ...figures.unused].map(({ text, lines }: OutcomeLine): [string, number] => [text, lines]),
      ...(figures.linesLeft > 0 ? [['After --until: left where they are', figures.linesLeft] as [string, number]] : []),
      ['Lines in the file', figures.linesInFile],
    ]),
    `  ${plural(figures.orders, 'order')} and ${plural(figures.refunds, 'refund')} in the file`,
    `  ${importNews(figures)}`,
    `  ${plural(customersNamed, 'customer')} named, ${formatCount(customersUsed)} with orders` +
      (customersUnused > 0
        ? `; ${formatCount(customersUnused)} without (${names}${customersUnused > NAMES ? ', ...' : ''})`
        : ''),
    ...(figures.eventsRefused > 0
      ? [`  ${plural(figures.eventsRefused, 'event')} refused: ${totals.firstRejection}`]
      : []),
  ].join('\n');
}

function table(rows: [string, number][]): string {
  const width = Math.max(...rows.map(([text]) => text.length));
  return rows.map(([text, count]) => `  ${text.padEnd(width)}  ${formatCount(count).padStart(9)}`).join('\n');
}
