import { Prisma } from './generated/prisma/client';

/**
 * The columns of a model under the names Prisma gives its fields, so that a row read in plain SQL is what Prisma would
 * have answered. For models whose columns are their fields in snake case, without decimals and 64-bit numbers. `fields`:
 * the model's `ScalarFieldEnum`.
 */
export function columnsOf(fields: Record<string, string>): Prisma.Sql {
  const column = (field: string) => field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  return Prisma.raw(
    Object.values(fields)
      .map((field) => `"${column(field)}" AS "${field}"`)
      .join(', '),
  );
}
