import type { Prisma, PrismaClient } from './generated/prisma/client';
import type { Connection } from './guarded-pool';

/** Runs work with the connections of one identity; the work may ask for the one it took last. */
export type Within = <Result>(work: (taken: () => Connection | null) => Promise<Result>) => Promise<Result>;

type Where = Record<string, unknown>;
type Find = (args: unknown) => Promise<unknown>;
type Work = Parameters<PrismaClient['$transaction']>[0];

// Next bundles route handlers and instrumentation apart; what one bound the other must know.
const shared = globalThis as typeof globalThis & { touchstoneConnections?: WeakMap<object, Connection> };
shared.touchstoneConnections ??= new WeakMap();

/** Where the statements of a client, or of a transaction of it, go. */
const connections = shared.touchstoneConnections;

/**
 * The client, doing everything it does within `within`. Prisma answers alike `findUnique`s of the same moment with one
 * query, whoever asked; two workspaces must not share one, so that outside of transactions they become `findFirst`.
 */
export function bindClient(client: PrismaClient, within: Within, pool: Connection): PrismaClient {
  const bound = client.$extends({
    client: {
      $transaction: (...[work, options]: Parameters<PrismaClient['$transaction']>) =>
        within(async (taken) => await client.$transaction(knowing(taken, work), options)),
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
  connections.set(bound, pool);
  return bound as unknown as PrismaClient;
}

/** The work of a transaction, whose connection is known while it runs. */
function knowing(taken: () => Connection | null, work: Work): Work {
  return (tx) => {
    const connection = taken();
    if (connection) connections.set(tx, connection);
    return work(tx);
  };
}

/**
 * The connection of a transaction (of a client: its pool), for statements that carry much: Prisma writes and reads every
 * parameter several times over. What is asked here and what is asked of Prisma are one transaction, in the order asked.
 */
export function plainSql(db: object): Connection {
  const connection = connections.get(db);
  if (!connection) throw new Error('Neither a bound client nor a transaction of one.');
  return connection;
}

/**
 * The rows of a statement that each connection reads and plans once, under its name, and not every time it is asked: for
 * long statements of hot paths. One name, one text.
 */
export async function preparedRows<Row extends object>(db: object, name: string, sql: Prisma.Sql): Promise<Row[]> {
  const { text, values } = sql;
  const { rows } = await plainSql(db).query<Row>({ name, text, values });
  return rows;
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
