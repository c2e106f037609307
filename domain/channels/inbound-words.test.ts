import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type InboundWord, inboundReply, readInbound } from './inbound-words';
import { smsSize } from './sms-segments';

const STOPS = 'STOP,STOPALL,UNSUBSCRIBE,END,QUIT,CANCEL,REVOKE,OPTOUT,OPT-OUT,opt out,ARRET,ARRÊT,REMOVE,TD'.split(',');
const STARTS = ['START', 'YES', 'UNSTOP'];
const HELPS = ['HELP', 'INFO'];

describe('what somebody writes back', () => {
  it.each([
    ...STOPS.map((text) => [text, 'stop']),
    ...STARTS.map((text) => [text, 'start']),
    ...HELPS.map((text) => [text, 'help']),
  ])('%s is %s, however it is spelled', (text, word) => {
    const dressed = fc.tuple(
      fc.constantFrom('', ' ', '\u00a0', '"', '“', '\n', '\u200b'),
      fc.constantFrom(
        text.toLowerCase(),
        text.toUpperCase(),
        `${text[0]?.toUpperCase()}${text.slice(1).toLowerCase()}`,
      ),
      fc.constantFrom('', '.', '!', ' .', '…', '\u00a0', '"', ' 🙏'),
    );
    fc.assert(
      fc.property(dressed, (parts) => {
        expect(readInbound(parts.join(''))).toEqual({ word, isSentence: false });
      }),
      { numRuns: 40 },
    );
  });

  it.each<[string, InboundWord]>([
    ['please stop texting me', 'stop'],
    ['Stop sending me messages!!', 'stop'],
    ["don't text me again", 'stop'],
    ['Do not contact this number', 'stop'],
    ['no more texts pls', 'stop'],
    ['take me off your list', 'stop'],
    ['unsubscribe me', 'stop'],
    ['Leave me alone', 'stop'],
    ['don’t stop texting me, I love these', 'other'],
    ['Is the lamp still in stock?', 'other'],
    ['the bus stop near your shop', 'other'],
    ['yes please, two of them', 'other'],
    ['', 'other'],
    ['👍', 'other'],
  ])('%j: %s', (text, word) => {
    expect(readInbound(text).word).toBe(word);
  });

  it('is answered in one segment, and by nothing where nothing was asked', () => {
    const shop = { company: 'Harbour Goods', helpAddress: 'help@harbour.example' };
    for (const word of ['stop', 'start', 'help'] as const) {
      expect(smsSize(inboundReply(word, shop) ?? '')).toMatchObject({ encoding: 'GSM-7', segments: 1 });
    }
    expect(inboundReply('other', shop)).toBeNull();
  });
});
