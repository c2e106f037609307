/** What a word says of its matter, for those who look rather than read: never in colour alone. */
export type Tone = 'good' | 'bad' | 'warn' | 'info' | 'neutral';
