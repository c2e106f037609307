/** The first lines of a delimited file, cut into fields. */
export type HeadRows = { readonly header: readonly string[]; readonly rows: readonly (readonly string[])[] };

const DELIMITERS = [',', ';', '\t'] as const;
const ROWS = 50;

/** Header and first rows of the beginning of a file; the last line may be cut off and is left out. */
export function headRows(text: string): HeadRows {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const whole = lines.length > 1 ? lines.slice(0, -1) : lines;
  const [first = '', ...rest] = whole.filter((line) => line.trim() !== '');
  const delimiter = [...DELIMITERS].sort((a, b) => fieldsOf(first, b).length - fieldsOf(first, a).length)[0] ?? ',';
  return {
    header: fieldsOf(first, delimiter).map((name) => name.trim()),
    rows: rest.slice(0, ROWS).map((line) => fieldsOf(line, delimiter)),
  };
}

function fieldsOf(line: string, delimiter: string): string[] {
  const fields: string[] = [];
  let field = '';
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === delimiter && !isQuoted) {
      fields.push(field);
      field = '';
    } else field += character;
  }
  return [...fields, field];
}
