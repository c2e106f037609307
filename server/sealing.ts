import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { installationKey } from './installation-key';

const PURPOSE = 'sealing';
const CIPHER = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * A secret as it may lie in a table: AES-256-GCM under the installation's key, base64url of nonce, tag and text. `place`
 * says what it belongs to; sealed for one place it opens in no other.
 */
export async function seal(text: string, place: string): Promise<string> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, await installationKey(PURPOSE), nonce).setAAD(Buffer.from(place));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** What was sealed for this place. Throws where it was not, or was changed. */
export async function unseal(sealed: string, place: string): Promise<string> {
  const bytes = Buffer.from(sealed, 'base64url');
  const [nonce, tag] = [bytes.subarray(0, NONCE_BYTES), bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES)];
  const decipher = createDecipheriv(CIPHER, await installationKey(PURPOSE), nonce)
    .setAAD(Buffer.from(place))
    .setAuthTag(tag);
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8');
}
