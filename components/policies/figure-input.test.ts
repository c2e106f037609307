import { describe, expect, it } from 'vitest';
import type { NumberShape } from '@/domain/policies/description';
import { boundsWords, figureOfText, figureProblem, textOfFigure } from './figure-input';
import { wordsOfText } from './words-of-text';

const shape = (unit: string | null, more: Partial<NumberShape> = {}): NumberShape => ({
  kind: 'number',
  unit,
  min: 0,
  max: 100,
  isWhole: true,
  isOptional: false,
  ...more,
});
const money = shape('cents', { max: null });
const share = shape('share 0..1', { max: 0.5, isWhole: false });

describe('a figure in its box', () => {
  it.each<[NumberShape, number, string, string]>([
    [money, 2_050, 'EUR', '20.5'],
    [money, 2_050, 'JPY', '2050'],
    [share, 0.07, 'EUR', '7'],
    [share, 0.003, 'EUR', '0.3'],
    [shape('hours'), 48, 'EUR', '48'],
  ])('%j %d %s is %s, and back', (each, value, currency, text) => {
    expect(textOfFigure(each, value, currency)).toBe(text);
    expect(figureOfText(each, text, currency)).toBe(value);
  });

  it('takes a comma, keeps what is no figure, and knows empty', () => {
    expect(figureOfText(money, '20,55', 'EUR')).toBe(2_055);
    expect(figureOfText(money, 'twenty', 'EUR')).toBe('twenty');
    expect(textOfFigure(money, 'twenty', 'EUR')).toBe('twenty');
    expect(figureOfText(money, ' ', 'EUR')).toBeNull();
  });

  it('takes an hour as it is shown, and knows it as the same', () => {
    const hour = shape('hour', { max: 23 });
    expect(figureOfText(hour, '22:00', 'EUR')).toBe(22);
    expect(figureOfText(hour, '09:00', 'EUR')).toBe(9);
    expect(figureOfText(hour, '9', 'EUR')).toBe(9);
    expect(figureProblem(hour, figureOfText(hour, '22:30', 'EUR'), 'EUR')).toBe('A full hour is wanted: 22, or 22:00.');
    expect(figureProblem(hour, figureOfText(hour, '24:00', 'EUR'), 'EUR')).toBe('Allowed: 00:00 to 23:00.');
  });

  it('says what is wrong in the unit of the reader', () => {
    expect(figureProblem(share, 0.6, 'EUR')).toBe('Allowed: 0% to 50%.');
    expect(figureProblem(money, -1, 'EUR')).toBe('Allowed: at least €0.00.');
    expect(figureProblem(shape('hours'), 1.5, 'EUR')).toBe('A whole figure is wanted.');
    expect(figureProblem(shape('hours'), null, 'EUR')).toBe('A figure is missing.');
    expect(figureProblem(shape('hours', { isOptional: true }), null, 'EUR')).toBeNull();
    expect(figureProblem(shape('hours'), 'x', 'EUR')).toBe('This is not a figure.');
    expect(boundsWords(shape('hours', { min: 1, max: 2 }), 'EUR')).toBe('1 hour to 2 hours');
  });
});

describe('pasted words', () => {
  it('are parted at lines, commas and semicolons, and none comes twice', () => {
    expect(wordsOfText('cheap, bargain;\n Act now \n\ncheap', ['Act Now'])).toEqual(['cheap', 'bargain']);
  });
});
