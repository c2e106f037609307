/** What a push message carries, as a push service counts it. */
export type PushWords = {
  readonly title: string;
  readonly body: string;
  readonly url: string;
  /** Where the reader chooses what they get: the app shows it in its settings. */
  readonly preferencesUrl: string;
};

/** The message's own id, as long as every one. */
const MESSAGE_ID = '00000000-0000-0000-0000-000000000000';

/** Octets of the payload as JSON, keys and values, in UTF-8. */
export function pushPayloadBytes({ title, body, url, preferencesUrl }: PushWords): number {
  const data = { message_id: MESSAGE_ID, url, preferences_url: preferencesUrl };
  return utf8Bytes(JSON.stringify({ notification: { title, body }, data }));
}

/** Octets of a text in UTF-8; a lone surrogate is counted as its replacement character. */
export function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
