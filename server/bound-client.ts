import type { PrismaClient } from './generated/prisma/client';

/** Runs work with the connections of one identity. */
export type Within = <Result>(work: () => Promise<Result>) => Promise<Result>;

type Where = Record<string, unknown>;
type Find = (args: unknown) => Promise<unknown>;

/**
 * The client, doing everything it does within `within`. Prisma answers alike `findUnique`s of the same moment with one
 * query, whoever asked; two workspaces must not share one, so that outside of transactions they become `findFirst`.
 */
export function bindClient(client: PrismaClient, within: Within): PrismaClient {
  const bound = client.$extends({
    client: {
      $transaction: (...args: Parameters<PrismaClient['$transaction']>) =>
        within(async () => await client.$transaction(...args)),
    },
    query: {
      $allOperations: ({ model, operation, args, query }) =>
        within(async () => {
          if (!model || !(operation === 'findUnique' || operation === 'findUniqueOrThrow')) return await query(args);
          const find = operation === 'findUnique' ? 'findFirst' : 'findFirstOrThrow';
          const delegate = Reflect.get(client, model[0]?.toLowerCase() + model.slice(1)) as Record<typeof find, Find>;
          return await delegate[find]({ ...args, where: plainWhere(args.where) });
        }),
    },
  });
  return bound as unknown as PrismaClient;
}

/** `{ a_b: { a, b } }`, as `findUnique` names a key of several columns, is `{ a, b }` to `findFirst`. */
function plainWhere(where: Where): Where {
  return Object.fromEntries(
    Object.entries(where).flatMap(([key, value]) => (isKeyOf(key, value) ? Object.entries(value) : [[key, value]])),
  );
}

function isKeyOf(key: string, value: unknown): value is Where {
  return typeof value === 'object' && value !== null && key.includes('_') && Object.keys(value).join('_') === key;
}
