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

  it('leaves out what is undefined, and refuses what JSON cannot hold', () => {
    expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}');
    expect(canonicalJson(-0)).toBe('0');
    expect(() => canonicalJson(Number.NaN)).toThrow(TypeError);
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
        prevHash,
      };
      const hash = sha256(chainedText(entry));
      prevHash = hash;
      return { ...entry, hash };
    });
  };

  it('accepts a whole chain, and an empty one', () => {
    expect(verifyChain(chain(), sha256)).toMatchObject({ ok: true, entries: 20 });
    expect(verifyChain([], sha256)).toEqual({ ok: true, entries: 0, lastHash: GENESIS_HASH });
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
      return { ...changed, hash: sha256(chainedText(changed)) };
    });
    expect(verifyChain(forged, sha256)).toMatchObject({ ok: false, firstBad: 9n });
  });
});
