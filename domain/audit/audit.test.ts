import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalJson } from './canonical-json';
import { type ChainEntry, chainedText, GENESIS_HASH, verifyChain } from './verify-chain';

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');

describe('canonicalJson', () => {
  it('writes the example of RFC 8785', () => {
    const value = {
      numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 1e-27],
      string: '\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"\u002f',
      literals: [null, true, false],
    };
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts members by UTF-16 code units, as section 3.2.3 shows', () => {
    const value = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    expect([...canonicalJson(value).matchAll(/:(\d)/g)].map((match) => Number(match[1]))).toEqual([
      2, 4, 6, 7, 1, 5, 3,
    ]);
  });

  // RFC 8785, appendix B: the bits of a double, and its text.
  it.each([
    ['0000000000000000', '0'],
    ['8000000000000000', '0'],
    ['0000000000000001', '5e-324'],
    ['8000000000000001', '-5e-324'],
    ['7fefffffffffffff', '1.7976931348623157e+308'],
    ['ffefffffffffffff', '-1.7976931348623157e+308'],
    ['4340000000000000', '9007199254740992'],
    ['c340000000000000', '-9007199254740992'],
    ['4430000000000000', '295147905179352830000'],
    ['44b52d02c7e14af5', '9.999999999999997e+22'],
    ['44b52d02c7e14af6', '1e+23'],
    ['44b52d02c7e14af7', '1.0000000000000001e+23'],
    ['444b1ae4d6e2ef4e', '999999999999999700000'],
    ['444b1ae4d6e2ef4f', '999999999999999900000'],
    ['444b1ae4d6e2ef50', '1e+21'],
    ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
    ['3eb0c6f7a0b5ed8d', '0.000001'],
    ['41b3de4355555553', '333333333.3333332'],
    ['41b3de4355555557', '333333333.33333343'],
    ['becbf647612f3696', '-0.0000033333333333333333'],
    ['43143ff3c1cb0959', '1424953923781206.2'],
  ])('writes the number %s as %s', (bits, text) => {
    expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(text);
  });

  it.each([
    ['7fffffffffffffff', 'NaN'],
    ['7ff0000000000000', 'Infinity'],
    ['fff0000000000000', '-Infinity'],
  ])('refuses the number %s (%s)', (bits) => {
    expect(() => canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toThrow(TypeError);
  });

  it('escapes what must be escaped, in lower case, and nothing else', () => {
    expect(canonicalJson('\u0000\u001f\u007f\u2028/<>&\b\f')).toBe('"\\u0000\\u001f\u007f\u2028/<>&\\b\\f"');
  });

  it.each([['\ud800'], ['\udc00'], ['a\ud83d'], ['\ude00\ud83d']])('refuses half of a pair, %j', (text) => {
    expect(() => canonicalJson(text)).toThrow(TypeError);
    expect(() => canonicalJson({ [text]: 1 })).toThrow(TypeError);
    expect(() => canonicalJson([{ deep: text }])).toThrow(TypeError);
  });

  it('keeps whole pairs', () => {
    expect(canonicalJson('\ud83d\ude00')).toBe('"😀"');
  });

  it('writes the same whether members stand in order or not, at any depth', () => {
    const inOrder = { 10: 'x', 9: 'y', a: [{ b: undefined, c: '\\ud800', d: { e: -0, f: null } }], g: 'Grüße "\n' };
    const turned = { g: 'Grüße "\n', a: [{ d: { f: null, e: 0 }, c: '\\ud800' }], 9: 'y', 10: 'x' };
    const text = '{"10":"x","9":"y","a":[{"c":"\\\\ud800","d":{"e":0,"f":null}}],"g":"Grüße \\"\\n"}';
    expect(canonicalJson(inOrder)).toBe(text);
    expect(canonicalJson(turned)).toBe(text);
  });

  it('leaves out what is undefined, and refuses what JSON cannot hold', () => {
    expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}');
    expect(canonicalJson(-0)).toBe('0');
    expect(() => canonicalJson(Number.NaN)).toThrow(TypeError);
    expect(() => canonicalJson({ a: [1, { b: Number.POSITIVE_INFINITY }] })).toThrow(TypeError);
    expect(() => canonicalJson([undefined] as never)).toThrow(TypeError);
    expect(() => canonicalJson('\ud800')).toThrow(TypeError);
  });
});

describe('verifyChain', () => {
  const chain = (): ChainEntry[] => {
    let prevHash = GENESIS_HASH;
    return Array.from({ length: 20 }, (_, index) => {
      const entry = {
        workspaceId: '01900000-0000-7000-8000-0000000000a1',
        seq: BigInt(index + 1),
        at: '2026-11-21T10:00:00.000000Z',
        actor: 'job:test',
        action: 'decision.made',
        subject: `decision:${index}`,
        payload: `{"text":"ü€😀 ${index}"}`,
        format: index < 10 ? 1 : 2,
        prevHash,
      };
      const hash = sha256(chainedText(entry, sha256));
      prevHash = hash;
      return { ...entry, hash };
    });
  };

  it('accepts a whole chain, and an empty one', () => {
    expect(verifyChain(chain(), sha256)).toMatchObject({ ok: true, entries: 20 });
    expect(verifyChain([], sha256)).toEqual({ ok: true, entries: 0, lastHash: GENESIS_HASH });
  });

  it('tells a format from another', () => {
    const forged = chain().map((entry, index) => (index === 12 ? { ...entry, format: 1 } : entry));
    expect(verifyChain(forged, sha256)).toMatchObject({ ok: false, firstBad: 13n });
  });

  it.each(['at', 'actor', 'action', 'subject', 'payload', 'workspaceId', 'hash'] as const)(
    'locates a changed %s',
    (field) => {
      const forged = chain().map((entry, index) => (index === 7 ? { ...entry, [field]: `${entry[field]}x` } : entry));
      expect(verifyChain(forged, sha256)).toMatchObject({ ok: false, firstBad: 8n });
    },
  );

  it('locates what was removed, inserted, moved, or cut from the beginning', () => {
    const whole = chain();
    expect(verifyChain(whole.toSpliced(4, 1), sha256)).toMatchObject({ ok: false, firstBad: 5n });
    expect(verifyChain(whole.toSpliced(4, 0, ...whole.slice(4, 5)), sha256)).toMatchObject({ ok: false, firstBad: 5n });
    expect(verifyChain([...whole.slice(0, 3), ...whole.slice(4, 5), ...whole.slice(3, 4)], sha256)).toMatchObject({
      ok: false,
      firstBad: 4n,
    });
    expect(verifyChain(whole.slice(1), sha256)).toMatchObject({ ok: false, firstBad: 1n });
  });

  it('finds an entry whose own hash was made to fit', () => {
    const forged = chain().map((entry, index) => {
      if (index !== 7) return entry;
      const changed = { ...entry, payload: '{}' };
      return { ...changed, hash: sha256(chainedText(changed, sha256)) };
    });
    expect(verifyChain(forged, sha256)).toMatchObject({ ok: false, firstBad: 8n, kind: 'changed' });
  });
});
