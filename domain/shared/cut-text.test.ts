import { describe, expect, it } from 'vitest';
import { cutText } from './cut-text';

describe('cutting a text', () => {
  it('leaves alone what is short enough', () => {
    expect(cutText('kettle', 6)).toBe('kettle');
    expect(cutText('', 0)).toBe('');
  });

  it('never leaves half of a pair behind', () => {
    expect(cutText('ab💥', 3)).toBe('ab');
    expect(cutText('ab💥c', 4)).toBe('ab💥');
    expect(cutText('💥', 1)).toBe('');
  });
});
