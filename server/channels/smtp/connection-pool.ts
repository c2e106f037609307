import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { mustEncrypt } from './transport-security';

type Envelope = { from: string; to: string[]; size: number };
/** One of `size` places at the server, with its open connection if it has one. */
type Lane = { connection: SMTPConnection | null; sent: number };

/** Messages over one connection before it is renewed; some servers cut long ones. */
const MESSAGES_PER_CONNECTION = 100;
const IDLE_MS = 30_000;

/**
 * A few lasting connections to one server. A message is handed to a connection once: what fails is reported, never
 * repeated, except where an idle connection turns out to be dead before anything of the message was sent.
 */
export class ConnectionPool {
  readonly #options: { url: string; timeoutMs: number };
  readonly #idle: Lane[] = [];
  readonly #waiting: ((lane: Lane) => void)[] = [];
  #closed = false;

  constructor({ url, size, timeoutMs }: { url: string; size: number; timeoutMs: number }) {
    this.#options = { url, timeoutMs };
    for (let lane = 0; lane < size; lane++) this.#idle.push({ connection: null, sent: 0 });
  }

  /** Hands one message over; settles when the server has answered. Rejects with HandOverError. */
  async send(envelope: Envelope, raw: Buffer): Promise<void> {
    const lane = await this.#take();
    try {
      await this.#sendOn(lane, envelope, raw);
      lane.sent += 1;
      if (lane.sent >= MESSAGES_PER_CONNECTION) endConnection(lane);
    } catch (error) {
      dropConnection(lane);
      throw error;
    } finally {
      this.#give(lane);
    }
  }

  /** Ends idle connections; those at work end when they are done. */
  close(): void {
    this.#closed = true;
    for (const lane of this.#idle) endConnection(lane);
  }

  async #sendOn(lane: Lane, envelope: Envelope, raw: Buffer): Promise<void> {
    const isReused = lane.connection !== null;
    try {
      lane.connection ??= await openConnection(this.#options);
      await deliver(lane.connection, envelope, raw);
    } catch (error) {
      const failure = asHandOverError(error);
      // The server hung up on an idle connection: nothing of this message was sent, so it may have a fresh one.
      if (!isReused || failure.dataStarted || failure.responseCode !== undefined) throw failure;
      dropConnection(lane);
      lane.connection = await openConnection(this.#options);
      await deliver(lane.connection, envelope, raw);
    }
  }

  #take(): Promise<Lane> {
    // The last one used first: the others may fall idle and close.
    const lane = this.#idle.pop();
    if (lane) return Promise.resolve(lane);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #give(lane: Lane): void {
    const next = this.#waiting.shift();
    if (next) {
      next(lane);
      return;
    }
    if (this.#closed) endConnection(lane);
    this.#idle.push(lane);
    const { connection, sent } = lane;
    const timer = setTimeout(() => {
      if (lane.connection === connection && lane.sent === sent && this.#idle.includes(lane)) endConnection(lane);
    }, IDLE_MS);
    timer.unref();
  }
}

/** Why a hand-over failed, in nodemailer's words, and whether the server had begun to receive the message itself. */
export type HandOverError = Error & {
  code?: string;
  command?: string;
  responseCode?: number;
  response?: string;
  dataStarted: boolean;
};

function asHandOverError(error: unknown, dataStarted?: boolean): HandOverError {
  const failure = (error instanceof Error ? error : new Error(String(error))) as HandOverError;
  failure.dataStarted ??= dataStarted ?? false;
  return failure;
}

function deliver(connection: SMTPConnection, envelope: Envelope, raw: Buffer): Promise<void> {
  let dataStarted = false;
  // Read only after the server has said "354 go ahead".
  const message = new Readable({
    read() {
      dataStarted = true;
      this.push(raw);
      this.push(null);
    },
  });
  return new Promise((resolve, reject) => {
    connection.send(envelope, message, (error) => {
      if (error) reject(asHandOverError(error, dataStarted));
      else resolve();
    });
  });
}

/** Connected, greeted and signed in. Rejects with nodemailer's error. */
function openConnection({ url, timeoutMs }: { url: string; timeoutMs: number }): Promise<SMTPConnection> {
  const address = new URL(url);
  const { hostname, port, protocol, username, password } = address;
  const secure = protocol === 'smtps:';
  const connection = new SMTPConnection({
    host: hostname.replace(/^\[|\]$/g, ''),
    port: Number(port) || (secure ? 465 : 587),
    secure,
    requireTLS: !secure && mustEncrypt(address),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
  });
  return new Promise((resolve, reject) => {
    // Stays for the connection's life: an error between messages must not end the process.
    connection.on('error', reject);
    connection.connect((error) => {
      if (error) return reject(error);
      if (!username || !connection.allowsAuth) return resolve(connection);
      const credentials = { user: decodeURIComponent(username), pass: decodeURIComponent(password) };
      connection.login({ user: credentials.user, credentials }, (failure) => {
        if (!failure) return resolve(connection);
        connection.close();
        reject(failure);
      });
    });
  });
}

function endConnection(lane: Lane): void {
  lane.connection?.quit();
  lane.connection = null;
  lane.sent = 0;
}

function dropConnection(lane: Lane): void {
  lane.connection?.close();
  lane.connection = null;
  lane.sent = 0;
}
