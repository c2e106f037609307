import { textOf } from '../events/commerce';
import type { StoredEvent } from '../events/event';
import { REGIMES, REQUEST_KINDS, type Regime, type RequestKind } from './request';

/** A privacy request that an event carries. */
export type RequestStatement = { readonly kind: RequestKind; readonly regime: Regime };

/**
 * Read from a `Privacy Requested` track call with properties `request` (access, portability, erasure, opt_out_of_sale,
 * opt_out_of_marketing) and `regime` (gdpr where not said, which is the strictest); null for any other event, and for one
 * that asks for something else.
 */
export function requestOf(event: StoredEvent): RequestStatement | null {
  if (event.type !== 'track' || event.name?.toLowerCase() !== 'privacy requested') return null;
  const asked = textOf(event.properties.request, 32);
  const kind = REQUEST_KINDS.find((each) => each === asked);
  const regime = REGIMES.find((each) => each === textOf(event.properties.regime, 32)) ?? 'gdpr';
  return kind ? { kind, regime } : null;
}
