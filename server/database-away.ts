import { DATABASE_AWAY_DIGEST } from '@/lib/database-away-digest';

/** Seconds after which a caller who was told that the database is away may come again. */
export const RETRY_AFTER_SECONDS = 5;

/** What the network says of a server that is not there. */
const NETWORK = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** What PostgreSQL says when it is going, coming or full: class 08, 53300, 57P01 to 57P03 and 57P05. */
const SQLSTATE = /^(08...|53300|57P0[1235])$/;
/** Prisma's names for the same, and for a pool or a transaction that got no connection in time. */
const PRISMA = /^(P1001|P1002|P1008|P1017|P2024|P2028|P2037)$/;
const PRISMA_KIND = /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections)$/;
/** The driver has no codes for a connection that ended under a query. */
const WORDS =
  /connection terminated|connection ended|timeout exceeded when trying to connect|not queryable|database system is (starting up|shutting down|in recovery)|server closed the connection|can't reach database server/i;

/** A door waited as long as it may. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** The database is away: said in one line, because a stack would tell nobody more. */
export class DatabaseAway extends Error {
  override readonly name = 'DatabaseAway';
  override readonly stack = 'The database is away.';
  /** The framework hands it to the page that is shown instead. */
  readonly digest = DATABASE_AWAY_DIGEST;
}

/**
 * Whether this failure means that the database is away, restarting or out of connections, so that the same request may
 * succeed in a moment. Looks through causes, because each layer wraps the one below.
 */
export function isDatabaseAway(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 8) return false;
  if (error instanceof NoAnswer || error instanceof DatabaseAway) return true;
  const { code, kind, message, cause, errors, meta } = error as Record<string, unknown>;
  if (typeof code === 'string' && (NETWORK.test(code) || SQLSTATE.test(code) || PRISMA.test(code))) return true;
  if (typeof kind === 'string' && PRISMA_KIND.test(kind)) return true;
  if (typeof message === 'string' && WORDS.test(message)) return true;
  // Prisma keeps what the driver said beside the cause.
  const { driverAdapterError } = (meta ?? {}) as Record<string, unknown>;
  const inner = [cause, driverAdapterError, ...(Array.isArray(errors) ? errors : [])];
  return inner.some((each) => isDatabaseAway(each, depth + 1));
}

/** Rejects with NoAnswer when the work takes longer: a database that does not answer is as good as away. */
export async function answerWithin<Result>(durationMs: number, work: () => Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer('The database does not answer.')), durationMs);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}
