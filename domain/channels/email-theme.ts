import type { Brand } from '../workspaces/brand';

/** Colours of one e-mail, all #rrggbb and readable on what they stand on. */
export type EmailTheme = {
  /** The brand's colour as a surface, and ink that is readable on it. */
  brand: string;
  onBrand: string;
  /** The brand's colour as ink on the white card, and on the dark one. */
  brandInk: string;
  brandInkDark: string;
  /** A faint wash of the brand's colour for the offer block. */
  tint: string;
  tintDark: string;
  /** Line of the offer block. */
  accent: string;
};

const WHITE = '#ffffff';
const INK = '#14171f';
const DARK_CARD = '#1b1e26';
const FALLBACK = '#1f3a5f';
/** WCAG 2.2, 1.4.3: contrast of text. */
const READABLE = 4.5;

/** A theme from the brand's colours; colours that are not #rrggbb fall back to a sober blue. */
export function emailTheme(colors: Brand['colors']): EmailTheme {
  const brand = hexOr(colors.main[0], FALLBACK);
  const accent = hexOr(colors.accent[0] ?? colors.main[1], brand);
  return {
    brand,
    onBrand: contrast(brand, WHITE) >= contrast(brand, INK) ? WHITE : INK,
    brandInk: readable(brand, WHITE, INK),
    brandInkDark: readable(brand, DARK_CARD, WHITE),
    tint: mix(brand, WHITE, 0.06),
    tintDark: mix(brand, DARK_CARD, 0.16),
    accent,
  };
}

/** Contrast ratio of two #rrggbb colours, 1..21 (WCAG 2.2, relative luminance). */
export function contrast(first: string, second: string): number {
  const [lighter, darker] = [luminance(first), luminance(second)].sort((a, b) => b - a) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

function readable(color: string, on: string, towards: string): string {
  for (let share = 1; share > 0; share -= 0.1) {
    const shade = mix(color, towards, share);
    if (contrast(shade, on) >= READABLE) return shade;
  }
  return towards;
}

function mix(color: string, base: string, share: number): string {
  const [top, bottom] = [channels(color), channels(base)];
  const mixed = top.map((value, index) => Math.round(value * share + (bottom[index] ?? 0) * (1 - share)));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

function luminance(color: string): number {
  const [red, green, blue] = channels(color).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function channels(color: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
}

function hexOr(color: string | undefined, fallback: string): string {
  return color && /^#[0-9a-f]{6}$/i.test(color) ? color.toLowerCase() : fallback;
}
