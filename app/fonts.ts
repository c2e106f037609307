import { GeistSans } from 'geist/font/sans';
import localFont from 'next/font/local';

// Only the sans is preloaded: the mono is for ids and code, and would nearly double the font bytes of a first visit.
const mono = localFont({
  src: '../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2',
  variable: '--font-geist-mono',
  weight: '100 900',
  preload: false,
  adjustFontFallback: false,
  fallback: ['ui-monospace', 'SFMono-Regular', 'Menlo', 'monospace'],
});

export const fontVariables = `${GeistSans.variable} ${mono.variable}`;
