import { SHOP_LOG_COLUMNS } from '@/domain/events/shop-log-words';

const HEAD_BYTES = 64 * 1024;
const GZIP = [0x1f, 0x8b];
/** A year is too much for most logs; nine months show who comes back, and who has gone quiet for 90 days. */
const PAST_MONTHS = 9;

export type Head = {
  /** Columns that a shop's log must have and this file does not name. */
  missing: string[];
  /** Day of the first line, as 2010-12-01; null where it cannot be read. */
  firstDay: string | null;
};

/** The beginning of a file as text, unpacked where it is compressed. */
export async function readHead(file: Blob): Promise<string> {
  const start = file.slice(0, HEAD_BYTES);
  const bytes = new Uint8Array(await start.slice(0, GZIP.length).arrayBuffer());
  if (!GZIP.every((byte, index) => bytes[index] === byte)) return start.text();
  const reader = start.stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      text += decoder.decode(part.value, { stream: true });
    }
  } catch {
    // Only the beginning was unpacked: it ends in the middle.
  }
  return text;
}

/** What the first two lines of a log tell before anything is sent. */
export function checkHead(text: string): Head {
  const [header = '', first = ''] = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const names = cells(header).map((name) => name.trim().toLowerCase());
  const missing = SHOP_LOG_COLUMNS.filter((column) => !names.includes(column.toLowerCase()));
  const date = cells(first)[names.indexOf('invoicedate')] ?? '';
  return { missing, firstDay: /^\d{4}-\d{2}-\d{2}/.exec(date.trim())?.[0] ?? null };
}

/** The day up to which the past is brought in unless somebody chooses another. */
export function suggestedUntil(firstDay: string): string {
  const day = new Date(`${firstDay}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return '';
  day.setUTCMonth(day.getUTCMonth() + PAST_MONTHS, 1);
  return day.toISOString().slice(0, 10);
}

function cells(line: string): string[] {
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}
