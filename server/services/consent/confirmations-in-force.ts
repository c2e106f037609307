import { CONFIRMATION } from '@/domain/guardrails/consent-record';

type Row = { channel: string; purpose: string; addressHash: string | null };

/**
 * The ledger without confirmations that came from an address the customer no longer has: who confirmed one address has
 * confirmed no other. `hashOf` is the address of a channel now; null where it has none.
 */
export function confirmationsInForce<Entry extends Row>(
  rows: readonly Entry[],
  hashOf: (channel: string) => string | null,
): Entry[] {
  return rows.filter(
    ({ channel, purpose, addressHash }) =>
      purpose !== CONFIRMATION || addressHash === null || addressHash.trim() === hashOf(channel),
  );
}
