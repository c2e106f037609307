import { createSign } from 'node:crypto';
import { z } from 'zod';
import { SECOND } from '@/domain/shared/time';
import { exchange } from '../http/exchange';
import { jsonOf } from '../http/result';

/** What of a service account's file is needed. */
export const ServiceAccount = z.object({
  project_id: z.string().regex(/^[a-z0-9-]{4,40}$/),
  client_email: z.email(),
  private_key: z.string().startsWith('-----BEGIN PRIVATE KEY-----'),
});
export type ServiceAccount = z.infer<typeof ServiceAccount>;

const SCOPE = 'https://www.googleapis.com/auth/firebase.messaging';
const LIFETIME_SECONDS = 3_600;
/** A token is renewed this long before it ends: what is on its way with it must still be let in. */
const MARGIN_MS = 300 * SECOND;

/** Google did not give a token: `isFault` where it refused the account, not where it was away. */
export class NoToken extends Error {
  constructor(
    message: string,
    readonly isFault: boolean,
  ) {
    super(message);
  }
}

/**
 * Access tokens of a service account (RFC 7523): an assertion signed with its key, RS256, is exchanged for one that holds
 * an hour. Asked for once, however many wait for it. The address asked is ours to say, never the file's.
 */
export class AccessTokens {
  readonly #account: ServiceAccount;
  readonly #tokenUrl: string;
  #held: { token: string; until: number } | null = null;
  #asking: Promise<string> | null = null;

  constructor(account: ServiceAccount, tokenUrl: string) {
    this.#account = account;
    this.#tokenUrl = tokenUrl;
  }

  /** A token that holds. Throws NoToken. */
  async token(): Promise<string> {
    if (this.#held && this.#held.until > Date.now()) return this.#held.token;
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    });
    return this.#asking;
  }

  /** What was given does not hold any more, whatever it promised. */
  forget(): void {
    this.#held = null;
  }

  async #ask(): Promise<string> {
    const askedAt = Date.now();
    const body = new URLSearchParams({
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: assertion(this.#account, this.#tokenUrl, Math.floor(askedAt / SECOND)),
    }).toString();
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const answer = await exchange(this.#tokenUrl, { headers, body });
    if (answer.kind !== 'answered') throw new NoToken(answer.reason, false);
    const told = jsonOf(answer);
    if (answer.status !== 200 || typeof told?.access_token !== 'string') {
      const isFault = answer.status >= 400 && answer.status < 500 && answer.status !== 429;
      throw new NoToken(`Google gave no access token (HTTP ${answer.status}).`, isFault);
    }
    const seconds = Number(told.expires_in) || LIFETIME_SECONDS;
    this.#held = { token: told.access_token, until: askedAt + seconds * SECOND - MARGIN_MS };
    return told.access_token;
  }
}

/** A signed statement of who asks, for whom, until when. */
export function assertion({ client_email, private_key }: ServiceAccount, audience: string, nowSeconds: number): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = {
    iss: client_email,
    scope: SCOPE,
    aud: audience,
    iat: nowSeconds,
    exp: nowSeconds + LIFETIME_SECONDS,
  };
  const signed = `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(private_key, 'base64url')}`;
}
