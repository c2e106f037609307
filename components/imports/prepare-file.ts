import { guessKind, guessMapping, isUnsure, looksLikeHeader } from '@/domain/imports/guess-mapping';
import { fieldOf, type ImportKind } from '@/domain/imports/kinds';
import { columnNames, type Mapping } from '@/domain/imports/mapping';
import type { CellReading, CellSetting } from '@/domain/imports/read-cell';
import { rowReader } from '@/domain/imports/read-row';
import { recordOf } from '@/domain/imports/record';
import { formatCount, formatDateTime, formatMoney } from '@/lib/format';
import type { FilePreview } from '@/server/services/imports';

/** Rows shown as they will be read. */
const SHOWN = 20;

type Rows = FilePreview['rows'];

/** The rows below the header, if there is one. */
export function dataRows(rows: Rows, { hasHeader }: Pick<Mapping, 'hasHeader'>): Rows {
  return hasHeader ? rows.slice(1) : rows;
}

/** How a file is read until somebody says otherwise: as one like it was the last time, else as it looks. */
export function firstMapping({ rows, remembered }: FilePreview, setting: CellSetting): Mapping {
  const [known] = Object.values(remembered);
  if (known) return known;
  const header = rows[0]?.cells ?? [];
  return mappingFor(guessKind(header), { rows, remembered }, setting, looksLikeHeader(header));
}

/** How a file is read as an import of this kind. */
export function mappingFor(
  kind: ImportKind,
  { rows, remembered }: FilePreview,
  setting: CellSetting,
  hasHeader: boolean,
): Mapping {
  const known = remembered[kind];
  if (known && known.hasHeader === hasHeader) return known;
  const header = columnNames(rows[0]?.cells ?? [], hasHeader);
  const samples = dataRows(rows, { hasHeader }).map(({ cells }) => cells);
  return guessMapping(kind, { header, rows: samples }, setting, hasHeader);
}

/** What a column holds in the first rows. */
export function samplesOf(rows: Rows, index: number): string[] {
  return rows.map(({ cells }) => cells[index] ?? '');
}

/** Columns whose dates could have the day first as well as the month first. */
export function unsureColumns(mapping: Mapping, rows: Rows, setting: CellSetting): number[] {
  return mapping.columns.flatMap(({ field }, index) => {
    const plan = field ? fieldOf(mapping.kind, field) : null;
    return plan && isUnsure(plan, samplesOf(dataRows(rows, mapping), index), setting) ? [index] : [];
  });
}

export type PreviewRow = {
  line: number;
  cells: { text: string; problem: string | null; note: string | null }[];
  /** Why the row, or what it belongs to, would be refused. */
  problem: string | null;
};

/** The first rows as they will be read, with what is wrong. Lines of one order are judged together. */
export function previewRows(
  mapping: Mapping,
  rows: Rows,
  { setting, now }: { setting: CellSetting; now: Date },
): PreviewRow[] {
  const read = rowReader(mapping, columnNames(rows[0]?.cells ?? [], mapping.hasHeader), setting);
  const shown = dataRows(rows, mapping).slice(0, SHOWN);
  const readings = shown.map(({ cells }) => read(cells));
  const by = mapping.columns.findIndex(({ field }) => mapping.kind === 'orders' && field === 'order_id');
  const keyOf = (index: number) => (by < 0 ? String(index) : (shown[index]?.cells[by]?.trim() ?? ''));
  return shown.map(({ line }, index) => {
    const own = readings.filter((_, other) => keyOf(other) === keyOf(index));
    const { problem } = recordOf(mapping.kind, own, { currency: setting.currency, receivedAt: now });
    const cells = (readings[index]?.readings ?? []).map((reading, place) => ({
      text: reading ? shownValue(reading, mapping.columns[place]?.field ?? null, mapping, setting) : '',
      problem: reading?.problem ?? null,
      note: reading?.note ?? null,
    }));
    return { line, cells, problem: problem ? [problem.column, problem.message].filter(Boolean).join(': ') : null };
  });
}

function shownValue({ value }: CellReading, field: string | null, { kind }: Mapping, setting: CellSetting): string {
  const plan = field ? fieldOf(kind, field) : null;
  if (value === null) return '';
  if (value instanceof Date) return formatDateTime(value, setting.timezone);
  if (typeof value === 'number') {
    return plan?.type === 'money'
      ? formatMoney(value, { currency: setting.currency })
      : formatCount(value, { decimals: Number.isInteger(value) ? 0 : 2 });
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What the rows of a kind have become, and where that can be seen. */
export const WROTE: Record<ImportKind, { one: string; many: string; path: string | null; see: string }> = {
  customers: { one: 'event', many: 'events', path: '/customers', see: 'See the customers' },
  orders: { one: 'event', many: 'events', path: '/customers', see: 'See the customers' },
  events: { one: 'event', many: 'events', path: '/events', see: 'See the events' },
  products: { one: 'product', many: 'products', path: null, see: '' },
  costs: { one: 'cost', many: 'costs', path: null, see: '' },
  consents: { one: 'entry', many: 'entries', path: '/customers', see: 'See the customers' },
  suppressions: { one: 'entry', many: 'entries', path: '/settings/suppressions', see: 'See the list' },
};
