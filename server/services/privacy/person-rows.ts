import type { PersonTable } from '@/domain/privacy/table-plan';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { Prisma } from '../../generated/prisma/client';
import type { Person } from './person';

/** Names of tables and columns come from the registry alone (domain/privacy/tables.ts), never from a request. */
export function nameOf(name: string): Prisma.Sql {
  return Prisma.raw(
    name
      .split('.')
      .map((part) => `"${part}"`)
      .join('.'),
  );
}

/** The rows a table has of a person, as a condition on it under the name `t`, the tenant inside. */
export function rowsOf({ found }: PersonTable, { workspaceId }: ServiceContext, person: Person): Prisma.Sql {
  const workspace = Prisma.sql`t.workspace_id = ${workspaceId}::uuid`;
  const theirs = Prisma.sql`= ANY(${person.customerIds}::uuid[])`;
  const through = (column: string, table: string, owner: string) => Prisma.sql`${workspace} AND t.${nameOf(column)} IN (
    SELECT via.id FROM ${nameOf(table)} via WHERE via.workspace_id = ${workspaceId}::uuid AND via.${nameOf(owner)} ${theirs})`;
  switch (found.by) {
    case 'self':
      return Prisma.sql`${workspace} AND t.id ${theirs}`;
    case 'customer': {
      const columns = (found.columns ?? ['customer_id']).map((column) => Prisma.sql`t.${nameOf(column)} ${theirs}`);
      return Prisma.sql`${workspace} AND (${Prisma.join(columns, ' OR ')})`;
    }
    case 'decision':
    case 'message':
    case 'event':
      return through(found.column, found.by, 'customer_id');
    case 'order':
      return through(found.column, 'shop_order', 'customer_id');
    case 'merge':
      return through(found.column, 'customer_merge', 'survivor_id');
    case 'text':
      return person.ids === null
        ? Prisma.sql`false`
        : Prisma.sql`${workspace} AND t.${nameOf(found.column)} ~* ${withoutMembers(person.ids)}`;
    case 'pseudonym':
      return Prisma.sql`${workspace} AND t.${nameOf(found.column)} IN (SELECT 'customer:' || c.subject_ref FROM customer c
        WHERE c.workspace_id = ${workspaceId}::uuid AND c.id ${theirs})`;
  }
}

/** In raw text there is no telling what is the name of a JSON member. */
function withoutMembers(pattern: string): string {
  return pattern.replace(/\(\?!"\\s\*:\)$/, '');
}

/** How many rows a table has of a person. */
export async function countRows(tx: Db, ctx: ServiceContext, plan: PersonTable, person: Person): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM ${nameOf(plan.table)} t WHERE ${rowsOf(plan, ctx, person)}`;
  return row?.count ?? 0;
}
