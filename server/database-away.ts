import { type DatabaseTrouble, TROUBLE_DIGESTS } from '@/lib/database-trouble';

/** Seconds after which a caller who was told that the database is away may come again. */
export const RETRY_AFTER_SECONDS = 5;

/** What the network says of a server that is not there. */
const NETWORK = /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;
/** What PostgreSQL says when it is going or coming: class 08, 57P01 to 57P03 and 57P05. */
const SQLSTATE = /^(08...|57P0[1235])$/;
/**
 * What it says when it is there and cannot do this now: out of room, memory or connections (class 53), a lock that
 * somebody holds, a statement or a transaction whose time was over, a disk that fails.
 */
const STRAINED = /^(53...|55P03|57014|25P0[34]|58030)$/;
/** Of those, the ones that mean that nothing can be written: no room, a disk that fails. */
const FULL = /^(53100|58030)$/;
/** Not every way in which a file cannot grow has a code. */
const NO_ROOM = /could not (extend file|write (to file|blocks? ))|no space left on device|file too large/i;
/** Prisma's names for the former, and for a pool or a transaction that got no connection in time. */
const PRISMA = /^(P1001|P1002|P1008|P1017|P2024|P2028|P2037)$/;
const PRISMA_KIND = /^(DatabaseNotReachable|ConnectionClosed|SocketTimeout|TooManyConnections)$/;
/** The driver has no codes for a connection that ended under a query. */
const WORDS =
  /connection terminated|connection ended|timeout exceeded when trying to connect|not queryable|database system is (starting up|shutting down|in recovery)|server closed the connection|can't reach database server/i;

/** A door waited as long as it may. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/** The database cannot do what it is asked: said in one line, because a stack would tell nobody more. */
export class DatabaseAway extends Error {
  override readonly name = 'DatabaseAway';
  override readonly stack: string;
  /** The framework hands it to the page that is shown instead. */
  readonly digest: string;

  constructor(trouble: DatabaseTrouble) {
    super(`The database is ${trouble}.`);
    this.stack = this.message;
    this.digest = TROUBLE_DIGESTS[trouble];
  }
}

/**
 * Whether this failure means that the database is away, restarting, or cannot do this now (full, locked, out of
 * connections), so that the same request may succeed in a moment.
 */
export function isDatabaseAway(error: unknown): boolean {
  return strainOf(error) !== null || within(error, isOfAway) !== null;
}

/** What a database that is there said of why it cannot do this now; null for every other failure. */
export function strainOf(error: unknown): string | null {
  const failure = within(error, isOfStrain);
  return failure && String(failure.message ?? failure.originalMessage ?? failure.code);
}

/** What is the matter with the database, of a failure for which `isDatabaseAway` holds. */
export function troubleIn(error: unknown): DatabaseTrouble {
  if (within(error, isOfFull)) return 'full';
  return strainOf(error) === null ? 'away' : 'busy';
}

type Failure = Record<string, unknown>;

function isOfAway(failure: Failure): boolean {
  const { code, kind, message } = failure;
  if (failure instanceof NoAnswer || failure instanceof DatabaseAway) return true;
  if (typeof code === 'string' && (NETWORK.test(code) || SQLSTATE.test(code) || PRISMA.test(code))) return true;
  if (typeof kind === 'string' && PRISMA_KIND.test(kind)) return true;
  return typeof message === 'string' && WORDS.test(message);
}

function isOfStrain(failure: Failure): boolean {
  return says(failure, STRAINED) || isOfFull(failure);
}

function isOfFull(failure: Failure): boolean {
  const { message, originalMessage } = failure;
  return (
    says(failure, FULL) || [message, originalMessage].some((each) => typeof each === 'string' && NO_ROOM.test(each))
  );
}

function says({ code, originalCode }: Failure, codes: RegExp): boolean {
  return [code, originalCode].some((each) => typeof each === 'string' && codes.test(each));
}

/** The innermost failure of this kind among the causes of this one: each layer wraps the one below. */
function within(error: unknown, isSought: (failure: Failure) => boolean, depth = 0): Failure | null {
  if (typeof error !== 'object' || error === null || depth > 8) return null;
  const failure = error as Failure;
  const { cause, errors, meta } = failure;
  // Prisma keeps what the driver said beside the cause.
  const { driverAdapterError } = (meta ?? {}) as Failure;
  const inner = [cause, driverAdapterError, ...(Array.isArray(errors) ? errors : [])];
  for (const each of inner) {
    const found = within(each, isSought, depth + 1);
    if (found) return found;
  }
  return isSought(failure) ? failure : null;
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
