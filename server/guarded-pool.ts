import { AsyncLocalStorage } from 'node:async_hooks';
import { Pool, type PoolClient, type PoolConfig, type QueryConfig, type QueryResult, type QueryResultRow } from 'pg';
import { checkTenantWall } from './tenant-wall';

/** As whom a connection works: for one workspace and blind to all others, or for the installation. */
export type Identity = { role: 'touchstone_app' | 'touchstone_system'; workspaceId: string };

export const SYSTEM: Identity = { role: 'touchstone_system', workspaceId: '' };

/** Takes statements in plain SQL. */
export type Connection = {
  query<Row extends QueryResultRow>(statement: QueryConfig): Promise<QueryResult<Row>>;
};

/** Work that is done as somebody, and the connection it took last. */
type Work = { readonly identity: Identity; connection: Connection | null };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Whether this can be the id of a workspace at all. */
export function isWorkspaceId(id: string): boolean {
  return UUID.test(id);
}

export function tenant(workspaceId: string): Identity {
  if (!isWorkspaceId(workspaceId)) throw new Error('Nobody works for a workspace without an id.');
  return { role: 'touchstone_app', workspaceId };
}

type Checkout = (error: Error | undefined, client: PoolClient | undefined, release: (error?: Error) => void) => void;

const ASSUME = {
  name: 'assume-identity',
  text: "SELECT set_config('role', $1, false), set_config('app.workspace', $2, false)",
};

/**
 * A pool whose connections are handed out in the identity of the work that asked (`as`), and in none else. What a
 * connection was last is remembered: one who serves the same workspace again costs nothing. Work without an identity
 * gets no connection.
 */
export class GuardedPool extends Pool {
  readonly #current = new AsyncLocalStorage<Work>();
  readonly #held = new WeakMap<PoolClient, Identity>();
  /** How often each connection was given back. */
  readonly #returns = new WeakMap<PoolClient, number>();
  #wall: Promise<void> | undefined;

  constructor({ connectionString, ...config }: PoolConfig & { connectionString: string }) {
    super({ ...config, connectionString: startingAsNobody(connectionString) });
    this.on('connect', sendTogether);
    this.on('release', (_error, client) => this.#returns.set(client, this.#returnsOf(client) + 1));
  }

  /**
   * Runs work whose connections, however deep below, are of this identity. Work may ask for the connection it took
   * last, to speak to it directly; it is deaf from the moment it is given back.
   */
  as<Result>(identity: Identity, work: (taken: () => Connection | null) => Result): Result {
    const own: Work = { identity, connection: null };
    return this.#current.run(own, () => work(() => own.connection));
  }

  override connect(): Promise<PoolClient>;
  override connect(callback: Checkout): void;
  override connect(callback?: Checkout): Promise<PoolClient> | undefined {
    const client = this.#checkout(this.#current.getStore());
    if (!callback) return client;
    client.then(
      (one) => callback(undefined, one, one.release),
      (error: Error) => callback(error, undefined, () => {}),
    );
  }

  async #checkout(work: Work | undefined): Promise<PoolClient> {
    if (!work) throw new Error('The database is asked by nobody: take tenantDb, tenantPool or the system’s.');
    const client = await this.#connectClean();
    try {
      await this.#assume(client, work.identity);
      work.connection = this.#untilReturned(client);
      return client;
    } catch (error) {
      // Nobody knows as whom it would work.
      client.release(true);
      throw error;
    }
  }

  #untilReturned(client: PoolClient): Connection {
    const returns = this.#returnsOf(client);
    return {
      query: async (statement) => {
        if (this.#returnsOf(client) !== returns)
          throw new Error('This connection was given back: it may be another’s.');
        return await client.query(statement);
      },
    };
  }

  #returnsOf(client: PoolClient): number {
    return this.#returns.get(client) ?? 0;
  }

  /** A connection that was given back in the middle of a transaction would carry it into other work. */
  async #connectClean(): Promise<PoolClient> {
    const client = await super.connect();
    if (client.getTransactionStatus() === 'I') return client;
    client.release(true);
    return this.#connectClean();
  }

  async #assume(client: PoolClient, identity: Identity): Promise<void> {
    const held = this.#held.get(client);
    if (held?.role === identity.role && held.workspaceId === identity.workspaceId) return;
    this.#held.delete(client);
    await client.query({ ...ASSUME, values: [identity.role, identity.workspaceId] });
    this.#wall ??= checkTenantWall(client);
    await this.#wall.catch((error) => {
      this.#wall = undefined;
      throw error;
    });
    this.#held.set(client, identity);
  }
}

type Corked = { connection: { stream: { cork: () => void; uncork: () => void } } };

/**
 * What a connection is asked at one moment goes out in one write: each write wakes the server, and costs more than most
 * statements take it.
 */
function sendTogether(client: PoolClient): void {
  const { stream } = (client as unknown as Corked).connection;
  const ask = client.query;
  let isGathering = false;
  client.query = ((...args: Parameters<typeof ask>) => {
    if (!isGathering) {
      isGathering = true;
      stream.cork();
      process.nextTick(() => {
        isGathering = false;
        stream.uncork();
      });
    }
    return ask.apply(client, args);
  }) as typeof ask;
}

/** The address, with sessions that begin (and after RESET ROLE are again) in the role that sees nothing by itself. */
function startingAsNobody(connectionString: string): string {
  const url = new URL(connectionString);
  const options = [url.searchParams.get('options'), '-c role=touchstone_app'].filter(Boolean).join(' ');
  url.searchParams.set('options', options);
  return url.toString();
}
