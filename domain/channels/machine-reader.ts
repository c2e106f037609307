import { SECOND } from '../shared/time';

/** What a request for an open pixel or a link tells of who made it. */
export type ReaderHints = {
  userAgent: string | null;
  /** The request said that it was made ahead of time (Purpose: prefetch and its kin). */
  isPrefetch: boolean;
  /** Milliseconds since the message was delivered; null where no scanner can stand in between (sandbox). */
  sinceDeliveryMs: number | null;
};

/** Security gateways, link checkers and libraries, by what they call themselves. Mail proxies of people are not here. */
const SCANNERS =
  /bot\b|crawler|spider|slurp|scanner|barracuda|mimecast|proofpoint|symantec|messagelabs|trendmicro|fortinet|sophos|forcepoint|safelinks|urldefense|linkcheck|preview|curl\/|wget\/|python-requests|python-urllib|go-http-client|java\/|okhttp|libwww|apache-httpclient|facebookexternalhit|whatsapp\//i;

/** Apple's mail privacy proxy fetches every image of every message under this name, opened or not. */
const PRIVACY_PROXY = /^Mozilla\/5\.0$/;

/** Nobody has read a message and chosen a link this soon. */
const TOO_FAST = 2 * SECOND;

/**
 * Whether an open or click was made by a machine rather than by the person: such events are kept, shown apart and
 * move nothing. A rule of thumb (trust.md E14), not proof: privacy proxies also hide real readers.
 */
export function isMachineReader({ userAgent, isPrefetch, sinceDeliveryMs }: ReaderHints): boolean {
  if (isPrefetch || !userAgent) return true;
  if (PRIVACY_PROXY.test(userAgent.trim()) || SCANNERS.test(userAgent)) return true;
  return sinceDeliveryMs !== null && sinceDeliveryMs < TOO_FAST;
}
