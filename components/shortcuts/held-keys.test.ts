import { describe, expect, it } from 'vitest';
import { typed } from './held-keys';

const reading = (...keys: string[]) => keys.reduce(typed, '');

describe('typed', () => {
  it('keeps letters, figures and spaces in their order', () => {
    expect(reading('a', 'p', ' ', '2', 'é')).toBe('ap 2é');
  });

  it('leaves out keys that write nothing', () => {
    expect(reading('a', 'Shift', 'ArrowLeft', 'Tab', 'Enter', 'F5', 'b')).toBe('ab');
  });

  it('takes the last character back, whole, and stops at nothing', () => {
    expect(reading('a', '👍', 'Backspace')).toBe('a');
    expect(reading('Backspace', 'Backspace', 'x')).toBe('x');
  });
});
