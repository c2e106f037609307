import path from 'node:path';

/** A file as whoever ran the command named it: npm itself moves to the folder of package.json. */
export function placeOf(file: string): string {
  return path.resolve(process.env.INIT_CWD ?? '.', file);
}

/** The installation's data directory: TOUCHSTONE_DATA_DIR as named where the command was run, else `.touchstone` here. */
export function dataDirectory(): string {
  return placeOf(process.env.TOUCHSTONE_DATA_DIR || path.resolve('.touchstone'));
}
