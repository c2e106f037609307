/** What a word says of its matter, for those who look rather than read: never in colour alone. */
export const TONES = ['good', 'bad', 'warn', 'info', 'neutral'] as const;
export type Tone = (typeof TONES)[number];
