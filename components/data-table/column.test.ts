import { describe, expect, it } from 'vitest';
import { nextSort } from './column';

describe('nextSort', () => {
  it('starts as the column asks and then turns round', () => {
    const first = nextSort(null, 'value', true);
    expect(first).toEqual({ id: 'value', isDescending: true });
    expect(nextSort(first, 'value', true)).toEqual({ id: 'value', isDescending: false });
    expect(nextSort(first, 'name', false)).toEqual({ id: 'name', isDescending: false });
  });
});
