import type { NumberShape, PolicyValue } from '@/domain/policies/description';
import { figureWords } from '@/domain/policies/value-words';

/** How many of the document's units one typed unit is: money is typed in whole currency, shares in percent. */
function scaleOf(unit: string | null, currency: string): number {
  if (unit === 'cents') return 10 ** digitsOf(currency);
  return unit === 'share 0..1' || unit === 'probability 0..1' ? 0.01 : 1;
}

function digitsOf(currency: string): number {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

/** What stands in the box: 2000 cents are "20", a share of 0.05 is "5". What is no number stands as it was typed. */
export function textOfFigure(shape: NumberShape, value: PolicyValue | undefined, currency: string): string {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'number') return String(value);
  return String(tidy(value / scaleOf(shape.unit, currency)));
}

const CLOCK = /^(\d{1,2}):00$/;

/**
 * What the document holds for a typed text; a text that is no number is kept, so that it can be told what is wrong. An
 * hour is taken as it is shown, too: "22:00" is 22.
 */
export function figureOfText(shape: NumberShape, text: string, currency: string): PolicyValue {
  const plain = text.trim().replace(/\s/g, '').replace(',', '.');
  if (plain === '') return null;
  const typed = Number(shape.unit === 'hour' ? plain.replace(CLOCK, '$1') : plain);
  if (!Number.isFinite(typed)) return text;
  const value = tidy(typed * scaleOf(shape.unit, currency));
  return shape.unit === 'cents' && shape.isWhole ? Math.round(value) : value;
}

/** Without the dust of binary fractions: 0.07 * 100 is 7. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}

/** What is wrong with a figure, or null. */
export function figureProblem(shape: NumberShape, value: PolicyValue | undefined, currency: string): string | null {
  if (value === null || value === undefined) return shape.isOptional ? null : 'A figure is missing.';
  if (typeof value !== 'number') {
    return shape.unit === 'hour' ? 'A full hour is wanted: 22, or 22:00.' : 'This is not a figure.';
  }
  if (shape.isWhole && !Number.isInteger(value)) return 'A whole figure is wanted.';
  const isOutside = (shape.min !== null && value < shape.min) || (shape.max !== null && value > shape.max);
  return isOutside ? `Allowed: ${boundsWords(shape, currency)}.` : null;
}

/** "0 e-mails to 100 e-mails", "at least 1 hour"; nothing where anything goes. */
export function boundsWords({ min, max, unit }: NumberShape, currency: string): string {
  const words = (value: number) => figureWords(value, unit, currency);
  if (min !== null && max !== null) return `${words(min)} to ${words(max)}`;
  if (min !== null) return `at least ${words(min)}`;
  return max === null ? '' : `at most ${words(max)}`;
}

/** What stands behind the box. */
export function unitSuffix(unit: string | null, currency: string): string {
  if (unit === 'cents') return currency;
  if (unit === 'percent' || unit === 'share 0..1' || unit === 'probability 0..1') return '%';
  if (unit === 'score 0..1') return 'of 1';
  if (unit === 'hour') return 'o’clock';
  return unit ?? '';
}
