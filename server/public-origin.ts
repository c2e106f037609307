import { env } from '@/lib/env';
import { LINK_TOKEN_LENGTH } from './signing';

/** Where this installation is reached from outside, without a slash at the end. */
export function publicOrigin(): string {
  const { APP_URL, PORT } = env();
  return (APP_URL ?? `http://localhost:${PORT}`).replace(/\/+$/, '');
}

/** Characters of a tracked link, or of a link to unsubscribe: what an SMS is billed for. */
export function trackedLinkLength(): number {
  return publicOrigin().length + '/t/c/'.length + LINK_TOKEN_LENGTH;
}
