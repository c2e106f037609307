import type { ChannelId } from '../channels/channel';

/** The last word on one channel and purpose. */
export type LastWord = { channel: string; purpose: string; status: string };

/** One of two records of a person, as far as consent goes. */
export type ConsentSide = {
  /** Current words, one per channel and purpose. */
  words: readonly LastWord[];
  email: string | null;
  phone: string | null;
  /** Channels on which the record's address is suppressed. */
  suppressed: readonly string[];
};

/** What the ledger of the record that stays has to say besides: words of the other one, and withdrawals. */
export type MergedConsent = { carried: LastWord[]; withdrawn: Omit<LastWord, 'status'>[] };

/**
 * Consent after two records turn out to be one person: the stricter of both. A no of either holds, and so does an
 * address of either that must not be written to; a yes is carried over only where the survivor has said nothing and
 * where it was given for the address that will be written to.
 */
export function mergeConsent(survivor: ConsentSide, merged: ConsentSide): MergedConsent {
  const result: MergedConsent = { carried: [], withdrawn: [] };
  const own = new Map(survivor.words.map((word) => [keyOf(word), word.status]));
  for (const word of merged.words) {
    const known = own.get(keyOf(word));
    const { channel, purpose, status } = word;
    if (status === 'withdrawn') {
      if (known === 'granted') result.withdrawn.push({ channel, purpose });
      else if (known === undefined) result.carried.push(word);
    } else if (status === 'granted' && known === undefined && isSameAddress(channel, survivor, merged)) {
      result.carried.push(word);
    }
  }
  return { carried: result.carried, withdrawn: [...result.withdrawn, ...suppressedBy(merged, survivor, result)] };
}

/** A yes that would now be used although the person has refused an address of theirs on that channel. */
function suppressedBy(merged: ConsentSide, survivor: ConsentSide, { carried, withdrawn }: MergedConsent) {
  const granted = [...survivor.words, ...carried].filter(({ status }) => status === 'granted');
  const already = new Set(withdrawn.map(keyOf));
  return granted
    .filter((word) => merged.suppressed.includes(word.channel) && !already.has(keyOf(word)))
    .map(({ channel, purpose }) => ({ channel, purpose }));
}

function isSameAddress(channel: string, survivor: ConsentSide, merged: ConsentSide): boolean {
  switch (channel as ChannelId) {
    case 'email':
      return survivor.email === null || survivor.email === merged.email;
    case 'sms':
    case 'whatsapp':
      return survivor.phone === null || survivor.phone === merged.phone;
    default:
      // A browser or a device comes along with the person.
      return true;
  }
}

function keyOf({ channel, purpose }: { channel: string; purpose: string }): string {
  return `${channel}:${purpose}`;
}
