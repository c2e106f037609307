import { AsyncLocalStorage } from 'node:async_hooks';
import { Pool, type PoolClient, type PoolConfig } from 'pg';
import { checkTenantWall } from './tenant-wall';

/** As whom a connection works: for one workspace and blind to all others, or for the installation. */
export type Identity = { role: 'touchstone_app' | 'touchstone_system'; workspaceId: string };

export const SYSTEM: Identity = { role: 'touchstone_system', workspaceId: '' };

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
  readonly #current = new AsyncLocalStorage<Identity>();
  readonly #held = new WeakMap<PoolClient, Identity>();
  #wall: Promise<void> | undefined;

  constructor({ connectionString, ...config }: PoolConfig & { connectionString: string }) {
    super({ ...config, connectionString: startingAsNobody(connectionString) });
  }

  /** Runs work whose connections, however deep below, are of this identity. */
  as<Result>(identity: Identity, work: () => Result): Result {
    return this.#current.run(identity, work);
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

  async #checkout(identity: Identity | undefined): Promise<PoolClient> {
    if (!identity) throw new Error('The database is asked by nobody: take tenantDb, tenantPool or the system’s.');
    const client = await this.#connectClean();
    try {
      await this.#assume(client, identity);
      return client;
    } catch (error) {
      // Nobody knows as whom it would work.
      client.release(true);
      throw error;
    }
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

/** The address, with sessions that begin (and after RESET ROLE are again) in the role that sees nothing by itself. */
function startingAsNobody(connectionString: string): string {
  const url = new URL(connectionString);
  const options = [url.searchParams.get('options'), '-c role=touchstone_app'].filter(Boolean).join(' ');
  url.searchParams.set('options', options);
  return url.toString();
}
