import { describe, expect, it } from 'vitest';
import { systemDb } from '@/server/system-db';
import { isConflict, isDataError, sqlState } from './database-errors';

/** What breaks, as the caller meets it. */
const broken = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error,
  );

describe('what a database error says', () => {
  it('is found where Prisma puts it, for a statement of our own and for a generated one', async () => {
    const own = await broken(systemDb().$executeRaw`SELECT ${'{"half":"\\ud83d"}'}::json ->> 'half'`);
    expect(sqlState(own)).toBe('22P02');
    expect(isDataError(own)).toBe(true);
    const generated = await broken(systemDb().workspace.findFirst({ where: { slug: 'a\0b' } }));
    expect(sqlState(generated)).toBe('22021');
    expect(isDataError(generated)).toBe(true);
  });

  it('tells a lost race from wrong data', async () => {
    const lost = await broken(
      systemDb().$executeRawUnsafe(`DO $$ BEGIN RAISE EXCEPTION 'lost' USING ERRCODE = 'deadlock_detected'; END $$`),
    );
    expect(isConflict(lost)).toBe(true);
    expect(isDataError(lost)).toBe(false);
  });

  it('answers nothing for anything else', () => {
    for (const other of [null, undefined, 'text', new Error('x'), { code: 'P2010' }, { cause: { cause: null } }])
      expect(sqlState(other)).toBeNull();
  });
});
