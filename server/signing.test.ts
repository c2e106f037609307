import fc from 'fast-check';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { createLinkSigner } from './signing';

const signer = createLinkSigner(Buffer.alloc(32, 7));
const link = { workspaceId: v7(), messageId: v7(), position: 3 };

describe('createLinkSigner', () => {
  it('reads back what it signed', () => {
    const token = signer.sign('click', link);
    expect(token).toMatch(/^[A-Za-z0-9_-]{68}$/);
    expect(signer.read('click', token)).toEqual(link);
  });

  it('refuses a token with any bit flipped', () => {
    const bytes = Buffer.from(signer.sign('click', link), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit++) {
      const forged = Buffer.from(bytes);
      forged[bit >> 3] = (forged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(signer.read('click', forged.toString('base64url'))).toBeNull();
    }
  });

  it('refuses a token of another kind and of another key', () => {
    const token = signer.sign('open', link);
    expect(signer.read('click', token)).toBeNull();
    expect(createLinkSigner(Buffer.alloc(32, 8)).read('open', token)).toBeNull();
  });

  it('answers null for anything else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(signer.read('click', text)).toBeNull();
      }),
    );
  });
});
