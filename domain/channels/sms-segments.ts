/** How an SMS travels and what it is billed as. */
export type SmsSize = {
  readonly encoding: 'GSM-7' | 'UCS-2';
  /** Septets (GSM-7, extension characters take two) or UTF-16 units (UCS-2). */
  readonly units: number;
  readonly segments: number;
};

/** GSM 03.38 basic character set. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
    '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
/** Its extension table: escape and character, two septets. */
const EXTENSION = new Set('\f^{}\\[~]|€');

/** Units of a single message, and of each part of a longer one, whose header takes the rest. */
const CAPACITY = { 'GSM-7': { single: 160, part: 153 }, 'UCS-2': { single: 70, part: 67 } } as const;

/**
 * Encoding and segments of a text: GSM-7 where every character has a place in it, else UCS-2. Neither an escaped
 * character nor a surrogate pair is ever cut in two, so the last unit of a part may stay empty.
 */
export function smsSize(text: string): SmsSize {
  const characters = Array.from(text);
  const encoding = characters.every((character) => BASIC.has(character) || EXTENSION.has(character))
    ? 'GSM-7'
    : 'UCS-2';
  const widths = characters.map((character) =>
    encoding === 'UCS-2' ? character.length : BASIC.has(character) ? 1 : 2,
  );
  const units = widths.reduce((sum, width) => sum + width, 0);
  const { single, part } = CAPACITY[encoding];
  return { encoding, units, segments: units <= single ? 1 : partsOf(widths, part) };
}

function partsOf(widths: readonly number[], capacity: number): number {
  let parts = 1;
  let used = 0;
  for (const width of widths) {
    if (used + width > capacity) {
      parts += 1;
      used = 0;
    }
    used += width;
  }
  return parts;
}

/** Characters that turn an SMS into UCS-2 and double its price, each once, in order. */
export function charactersBeyondGsm(text: string): string[] {
  return [...new Set(Array.from(text))].filter((character) => !BASIC.has(character) && !EXTENSION.has(character));
}
