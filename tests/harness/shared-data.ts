import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';

/** Where the public data sets lie that results are compared on: beside the project, never in it. */
export function sharedData(file: string): string {
  return path.resolve('..', 'shared', 'data', file);
}

/** A clone by itself has them not: what compares with them is left out then, and the run says so. */
export const hasSharedData = existsSync(sharedData('README.md'));

/** The rows of one of them, by column; unpacked where it is compressed. */
export function sharedRows(file: string): Record<string, string>[] {
  const bytes = readFileSync(sharedData(file));
  return parse(file.endsWith('.gz') ? gunzipSync(bytes) : bytes, { columns: true, bom: true });
}
