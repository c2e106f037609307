/** What somebody wants who writes back: out, in again, or to know who we are. `other` is for people to read. */
export type InboundWord = 'stop' | 'start' | 'help' | 'other';

/**
 * Words that are an order by themselves, however they are spelled: those of Twilio, of the FCC's rule of 2025 on
 * revoking consent, of AWS, and the button that WhatsApp puts under marketing. Compared without spaces and marks.
 */
const ORDERS: Readonly<Record<Exclude<InboundWord, 'other'>, ReadonlySet<string>>> = {
  stop: new Set([
    ...['stop', 'stopall', 'unsubscribe', 'end', 'quit', 'cancel', 'revoke', 'optout', 'arret', 'remove', 'td'],
    ...['stoppromotions', 'unsubscribeall', 'stopplease', 'pleasestop'],
  ]),
  start: new Set(['start', 'yes', 'unstop']),
  help: new Set(['help', 'info', 'aide']),
};

/** Ways to say stop in a sentence. When in doubt somebody who speaks of stopping is believed. */
const SAYS_STOP = [
  /\b(stop|quit|cease)\b.*\b(text|texts|texting|message|messages|messaging|sms|contact|contacting|sending|writing)\b/,
  /\b(do not|don t|dont|never)\b.*\b(text|message|contact|write|send)\b/,
  /\bno more\b.*\b(text|texts|message|messages|sms)\b/,
  /\b(unsubscribe|remove|opt) (me|my|out)\b/,
  /\btake me off\b/,
  /\bleave me alone\b/,
];
const SAYS_GO_ON = /\b(do not|don t|dont) stop\b/;

/** Reads what somebody wrote. `isSentence`: it was no order, but a sentence that says so. */
export function readInbound(text: string): { word: InboundWord; isSentence: boolean } {
  const plain = plainWords(text);
  const squeezed = plain.replaceAll(' ', '');
  for (const word of ['stop', 'start', 'help'] as const) {
    if (ORDERS[word].has(squeezed)) return { word, isSentence: false };
  }
  const saysStop = !SAYS_GO_ON.test(plain) && SAYS_STOP.some((way) => way.test(plain));
  return { word: saysStop ? 'stop' : 'other', isSentence: saysStop };
}

/** Lower case, letters and digits alone, without accents, one space between words. */
function plainWords(text: string): string {
  const bare = text.normalize('NFKD').replace(/[\p{M}\p{Cf}]/gu, '');
  return bare
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** What the law asks us to answer, once; null where nothing is to be answered. */
export function inboundReply(
  word: InboundWord,
  { company, helpAddress, hasConfirmed = false }: { company: string; helpAddress: string; hasConfirmed?: boolean },
) {
  switch (word) {
    case 'stop':
      return `${company}: you are unsubscribed and will get no more messages. Reply START to come back.`;
    case 'start':
      if (hasConfirmed) {
        return `${company}: thank you, you are signed up for our SMS. Reply HELP for help, STOP to unsubscribe.`;
      }
      return `${company}: you can get our messages again. Reply HELP for help, STOP to unsubscribe.`;
    case 'help':
      return `${company}: for help write to ${helpAddress}. Reply STOP to unsubscribe. Msg & data rates may apply.`;
    case 'other':
      return null;
  }
}
