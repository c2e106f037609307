import { inDocument } from '@/domain/privacy/identifiers';
import { type Fate, fatesOf, type PersonTable } from '@/domain/privacy/table-plan';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { Prisma } from '../../generated/prisma/client';
import { openRecords } from '../records';
import type { Person } from './person';
import { nameOf, rowsOf } from './person-rows';

/** What stands where a name or address stood. */
const ERASED = '[erased]';

/**
 * Erases up to `limit` rows of a person in one table, as the registry says; how many it touched. What is erased already
 * is not touched again, so that calling it until it answers 0 erases everything, from wherever it stopped.
 */
export async function eraseRows(
  tx: Db,
  ctx: ServiceContext,
  { plan, person, limit }: { plan: PersonTable; person: Person; limit: number },
): Promise<number> {
  if (plan.rows === 'keep') return 0;
  if (plan.table === 'decision') await openRecords(tx, ctx, { customerIds: person.customerIds, limit });
  const table = nameOf(plan.table);
  const mine = rowsOf(plan, ctx, person);
  if (plan.rows === 'delete') {
    return tx.$executeRaw`DELETE FROM ${table} WHERE ctid = ANY(ARRAY(
      SELECT t.ctid FROM ${table} t WHERE ${mine} LIMIT ${limit}))`;
  }
  const changes = await changesOf(tx, plan, person);
  if (changes.length === 0) return 0;
  const differs = changes.map(({ column, value }) => Prisma.sql`t.${nameOf(column)} IS DISTINCT FROM ${value}`);
  const sets = changes.map(({ column, value }) => Prisma.sql`${nameOf(column)} = ${value}`);
  return tx.$executeRaw`UPDATE ${table} AS t SET ${Prisma.join(sets)} WHERE t.ctid = ANY(ARRAY(
    SELECT t.ctid FROM ${table} t WHERE ${mine} AND (${Prisma.join(differs, ' OR ')}) LIMIT ${limit} FOR UPDATE))`;
}

type Change = { column: string; value: Prisma.Sql };

async function changesOf(tx: Db, plan: PersonTable, person: Person): Promise<Change[]> {
  const types = await typesOf(tx, plan.table);
  return [...fatesOf(plan)].flatMap(([column, fate]) => {
    const value = fate && replacementFor(fate, nameOf(column), types.get(column) ?? 'text', person);
    return value ? [{ column, value }] : [];
  });
}

/** What a column becomes; null where it stays, or is changed once and for all when everything else is done. */
function replacementFor(fate: Fate, column: Prisma.Sql, type: string, person: Person): Prisma.Sql | null {
  switch (fate) {
    case 'null':
      return Prisma.sql`NULL`;
    case 'blank':
      return Prisma.sql`''`;
    case 'empty':
      return Prisma.sql`'{}'::jsonb`;
    case 'seal':
      return Prisma.sql`'{"erased": true}'::jsonb`;
    case 'mark':
      return Prisma.sql`'erased-' || substr(replace(t.id::text, '-', ''), 8)`;
    case 'scrub':
      return scrubbed(Prisma.sql`t.${column}`, type, person);
    case 'gone':
    case 'keep':
    case 'fresh':
      return null;
  }
}

function scrubbed(column: Prisma.Sql, type: string, person: Person): Prisma.Sql {
  const isDocument = type === 'jsonb';
  const patternOf = (names: string | null) => (names !== null && isDocument ? inDocument(names) : names);
  const withoutIds = replaced(Prisma.sql`${column}::text`, patternOf(person.ids), 'gi');
  const text = replaced(withoutIds, patternOf(person.names), 'g');
  if (!isDocument) return text;
  // Where a message led is the customer's own cart.
  return Prisma.sql`regexp_replace(${text}, '"landingUrl": "[^"]*"', '"landingUrl": ""', 'g')::jsonb`;
}

function replaced(text: Prisma.Sql, pattern: string | null, flags: string): Prisma.Sql {
  return pattern === null ? text : Prisma.sql`regexp_replace(${text}, ${pattern}, ${ERASED}, ${flags})`;
}

async function typesOf(tx: Db, table: string): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ name: string; type: string }[]>`
    SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
    WHERE attrelid = ${`public.${table}`}::regclass AND attnum > 0 AND NOT attisdropped`;
  return new Map(rows.map(({ name, type }) => [name, type]));
}
