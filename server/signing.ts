import { createHmac, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'uuid';
import { installationKey } from './installation-key';

/** What a signed link is for; a token of one kind is worth nothing as another. */
export type LinkKind = 'click' | 'open' | 'unsubscribe' | 'message' | 'showing' | 'preferences' | 'confirmation';
export type SignedLink = { workspaceId: string; messageId: string; position: number };

/** Signs and reads the tokens in tracked links. Reading answers null for anything that was not signed here. */
export type LinkSigner = {
  sign: (kind: LinkKind, link: SignedLink) => string;
  read: (kind: LinkKind, token: string) => SignedLink | null;
};

const PURPOSE = 'link-signing';
const KINDS: Record<LinkKind, number> = {
  ...{ click: 1, open: 2, unsubscribe: 3, message: 4, showing: 5, preferences: 6, confirmation: 7 },
};
const BODY_BYTES = 35;
const MAC_BYTES = 16;
/** 51 octets are exactly 68 base64url characters: no spare bits, so a token has one spelling. */
export const LINK_TOKEN_LENGTH = 68;
const TOKEN = new RegExp(`^[A-Za-z0-9_-]{${LINK_TOKEN_LENGTH}}$`);

let signer: Promise<LinkSigner> | undefined;

/** The installation's signer; its key is made on first use and kept in the database. */
export function linkSigner(): Promise<LinkSigner> {
  signer ??= installationKey(PURPOSE).then(createLinkSigner, (cause) => {
    signer = undefined;
    throw cause;
  });
  return signer;
}

/**
 * Tokens are base64url of kind, workspace, message and position followed by the first 128 bits of their HMAC-SHA256
 * (truncation as RFC 2104 section 5 allows): they name the message and cannot be made without the key.
 */
export function createLinkSigner(key: Buffer): LinkSigner {
  const macOf = (body: Buffer) => createHmac('sha256', key).update(body).digest().subarray(0, MAC_BYTES);
  return {
    sign(kind, { workspaceId, messageId, position }) {
      const body = Buffer.alloc(BODY_BYTES);
      body.writeUInt8(KINDS[kind], 0);
      body.set(parse(workspaceId), 1);
      body.set(parse(messageId), 17);
      body.writeUInt16BE(position, 33);
      return Buffer.concat([body, macOf(body)]).toString('base64url');
    },
    read(kind, token) {
      if (!TOKEN.test(token)) return null;
      const bytes = Buffer.from(token, 'base64url');
      const body = bytes.subarray(0, BODY_BYTES);
      if (!timingSafeEqual(macOf(body), bytes.subarray(BODY_BYTES)) || body.readUInt8(0) !== KINDS[kind]) return null;
      return {
        workspaceId: stringify(body.subarray(1, 17)),
        messageId: stringify(body.subarray(17, 33)),
        position: body.readUInt16BE(33),
      };
    },
  };
}
