import { parseArgs } from 'node:util';
import { IMPORT_KINDS, type ImportKind } from '@/domain/imports/kinds';

export type Arguments = {
  file: string;
  kind: ImportKind | null;
  /** What a column is used for, by its name: a field, perhaps with a format; null leaves it out. */
  map: ReadonlyMap<string, { field: string | null; format: string | null }>;
  fixed: Record<string, string>;
  hasHeader: boolean;
  workspace: string | null;
  url: string | null;
  isCheckOnly: boolean;
};

export const USAGE = `Usage: npm run import -- FILE [options]

FILE is a CSV file (plain or gzip; separated by comma, semicolon or tab). What its columns are used for is guessed
from their names and first rows, and said before anything is written.

  --kind KIND        ${IMPORT_KINDS.join(', ')} (else guessed)
  --map LIST         use columns otherwise: "E-Mail=email,Datum=ordered_at:dmy,Notiz=" (COLUMN=FIELD[:FORMAT];
                     nothing behind the sign leaves the column out)
  --fixed LIST       values for all rows where no column says them: "channel=email,status=granted"
  --no-header        the first line is a row like every other (columns are called "Column 1", ...)
  --check            look through the file and say what would be refused; import nothing
  --workspace SLUG   where to (else demo)
  --url URL          the running installation (else the one of demo-access.json in the data directory)

Signs in with demo-access.json, or with TOUCHSTONE_EMAIL and TOUCHSTONE_PASSWORD.`;

/** The command line. Throws an Error whose message is for people. */
export function readArguments(argv: readonly string[]): Arguments | 'help' {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      kind: { type: 'string' },
      map: { type: 'string', default: '' },
      fixed: { type: 'string', default: '' },
      'no-header': { type: 'boolean', default: false },
      check: { type: 'boolean', default: false },
      workspace: { type: 'string' },
      url: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return 'help';
  const [file, ...more] = positionals;
  if (!file || more.length > 0) throw new Error(`Name one file.\n\n${USAGE}`);
  return {
    file,
    kind: readKind(values.kind),
    map: new Map(pairsOf(values.map, '--map').map(([column, use]) => [column, useOf(use)])),
    fixed: Object.fromEntries(pairsOf(values.fixed, '--fixed')),
    hasHeader: !values['no-header'],
    workspace: values.workspace ?? null,
    url: values.url?.replace(/\/+$/, '') ?? null,
    isCheckOnly: values.check,
  };
}

function readKind(text: string | undefined): ImportKind | null {
  if (text === undefined) return null;
  const kind = IMPORT_KINDS.find((one) => one === text);
  if (!kind) throw new Error(`--kind ${text} is not known. Choose of: ${IMPORT_KINDS.join(', ')}.`);
  return kind;
}

function pairsOf(text: string, option: string): [string, string][] {
  return text
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => {
      const at = part.lastIndexOf('=');
      if (at < 1) throw new Error(`${option}: "${part}" is not of the form NAME=VALUE.`);
      return [part.slice(0, at).trim(), part.slice(at + 1).trim()];
    });
}

function useOf(text: string): { field: string | null; format: string | null } {
  const [field = '', format] = text.split(':');
  return { field: field || null, format: format ?? null };
}
