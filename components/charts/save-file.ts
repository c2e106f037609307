// Without it Excel reads UTF-8 as Latin-1.
const BYTE_ORDER_MARK = '\uFEFF';

/** Hands the browser a CSV file to save. */
export function saveFile(name: string, pieces: readonly string[]): void {
  const file = new Blob([BYTE_ORDER_MARK, ...pieces], { type: 'text/csv;charset=utf-8' });
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
