import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pushPayloadBytes, utf8Bytes } from './push-payload';

it('counts octets, not characters', () => {
  expect(['a', 'é', '€', '👋'].map(utf8Bytes)).toEqual([1, 2, 3, 4]);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(utf8Bytes(text)).toBe(new TextEncoder().encode(text).length);
    }),
  );
});

it('counts keys and values', () => {
  expect(pushPayloadBytes({ title: '', body: '', url: '', preferencesUrl: '' })).toBe(
    '{"notification":{"title":"","body":""},"data":{"message_id":"","url":"","preferences_url":""}}'.length + 36,
  );
});
