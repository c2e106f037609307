import { expect, it } from 'vitest';
import { addProduct, enterCode, join, order, removeProduct } from './actions';

it.each(['', 'x'.repeat(65)])('a form of the shop at %j is answered with a message', async (slug) => {
  for (const action of [addProduct, removeProduct, enterCode, order, join]) {
    expect(await action(slug, null, new FormData())).toEqual({ message: 'There is no such shop.' });
  }
});
