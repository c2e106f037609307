import { env } from '@/lib/env';
import { peerHeader } from '../incoming-requests';

const UNKNOWN = 'unknown';

/**
 * Network address of the caller, for throttling only; the one place that decides whom to believe. Without proxies
 * (TRUSTED_PROXY_HOPS=0) it is the address of the connection. With n of them each has added to X-Forwarded-For whom it
 * was called by, so that the n-th entry from the end is the caller's; whatever stands before it is the caller's own claim.
 */
export function clientAddress(
  header: (name: string) => string | null,
  trustedHops: number = env().TRUSTED_PROXY_HOPS,
): string {
  const ownHeader = peerHeader();
  const peer = (ownHeader && header(ownHeader)) || UNKNOWN;
  if (trustedHops === 0) return plainAddress(peer);
  const chain = (header('x-forwarded-for') ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  return plainAddress(chain.at(-trustedHops) ?? chain[0] ?? peer);
}

/** Without the port that some proxies add (it changes with each connection), and IPv4 always in its own notation. */
function plainAddress(entry: string): string {
  const [, bracketed] = /^\[([^\]]+)\](?::\d+)?$/.exec(entry) ?? [];
  const [, dotted] = /^(?:::ffff:)?(\d+\.\d+\.\d+\.\d+)(?::\d+)?$/i.exec(bracketed ?? entry) ?? [];
  return dotted ?? bracketed ?? entry;
}
