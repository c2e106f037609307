import { describe, expect, it } from 'vitest';
import { type ConsentSide, type LastWord, mergeConsent } from './merge-consent';

const word = (status: string, channel = 'email'): LastWord => ({ channel, purpose: 'marketing', status });
const side = (words: LastWord[], extra: Partial<ConsentSide> = {}): ConsentSide => ({
  words,
  email: 'ada@shop.example',
  phone: null,
  suppressed: [],
  ...extra,
});
const EMAIL = { channel: 'email', purpose: 'marketing' };

describe('consent of two records that are one person', () => {
  it.each<[string, ConsentSide, ConsentSide, ReturnType<typeof mergeConsent>]>([
    [
      'a no of the other ends a yes',
      side([word('granted')]),
      side([word('withdrawn')]),
      { carried: [], withdrawn: [EMAIL] },
    ],
    [
      'a yes of the other does not end a no',
      side([word('withdrawn')]),
      side([word('granted')]),
      { carried: [], withdrawn: [] },
    ],
    [
      'a yes comes along for the same address',
      side([]),
      side([word('granted')]),
      { carried: [word('granted')], withdrawn: [] },
    ],
    [
      'a yes for another address does not',
      side([]),
      side([word('granted')], { email: 'other@shop.example' }),
      { carried: [], withdrawn: [] },
    ],
    [
      'a yes comes along with the address it was given for',
      side([], { email: null }),
      side([word('granted')]),
      { carried: [word('granted')], withdrawn: [] },
    ],
    [
      'a no comes along whatever the address',
      side([]),
      side([word('withdrawn')], { email: 'o@x.example' }),
      { carried: [word('withdrawn')], withdrawn: [] },
    ],
    [
      'a suppressed address of the other ends a yes',
      side([word('granted')]),
      side([], { email: 'old@shop.example', suppressed: ['email'] }),
      { carried: [], withdrawn: [EMAIL] },
    ],
    [
      'and a yes that would have come along',
      side([], { email: null }),
      side([word('granted')], { suppressed: ['email'] }),
      { carried: [word('granted')], withdrawn: [EMAIL] },
    ],
    [
      'a channel is nothing to another',
      side([word('granted')]),
      side([word('withdrawn', 'sms')], { suppressed: ['sms'] }),
      { carried: [word('withdrawn', 'sms')], withdrawn: [] },
    ],
    ['what waits for its confirmation stays behind', side([]), side([word('pending')]), { carried: [], withdrawn: [] }],
  ])('%s', (_what, survivor, merged, expected) => {
    expect(mergeConsent(survivor, merged)).toEqual(expected);
  });
});
