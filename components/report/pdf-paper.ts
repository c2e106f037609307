import path from 'node:path';
import { Font } from '@react-pdf/renderer';
import type { Tone } from '@/domain/reports/tones';

const FONTS = path.join(process.cwd(), 'node_modules/geist/dist/fonts/geist-sans');
Font.register({
  family: 'Geist',
  fonts: [
    { src: path.join(FONTS, 'Geist-Regular.ttf') },
    { src: path.join(FONTS, 'Geist-Medium.ttf'), fontWeight: 500 },
  ],
});
// A word is never broken: figures and names stand as they are.
Font.registerHyphenationCallback((word) => [word]);

/** The light palette of app/globals.css, which a file cannot read. */
export const INK = { fg: '#17171b', muted: '#55555f', border: '#e2e2e7', track: '#ebebec', line: '#2841b9' };
export const TONE_INK: Record<Tone, string> = {
  good: '#0b6bcb',
  bad: '#c2410c',
  warn: '#855300',
  info: '#3b4ab0',
  neutral: '#5c5c66',
};

/** Typeface of every file. */
export const PAPER = { fontFamily: 'Geist', color: INK.fg } as const;
