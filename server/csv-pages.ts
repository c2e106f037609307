import type { Page } from './keyset';

/** A CSV file a piece at a time: its head, then a page of rows a piece, so that only a page is ever in memory. */
export async function* csvPages<Row>(
  head: string,
  pageFrom: (cursor: string | null) => Promise<Page<Row>>,
  line: (row: Row) => string,
): AsyncGenerator<string> {
  yield head;
  let cursor: string | null = null;
  do {
    const page: Page<Row> = await pageFrom(cursor);
    yield page.items.map(line).join('');
    cursor = page.nextCursor;
  } while (cursor);
}
