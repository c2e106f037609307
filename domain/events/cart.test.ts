import { describe, expect, it } from 'vitest';
import { type CartFact, foldCart, settledLines } from './cart';

const at = (minute: number) => new Date(Date.UTC(2026, 0, 5, 10, minute));
let count = 0;
const base = (minute: number) => ({ at: at(minute), messageId: `m${++count}` });
const cup = { sku: 'cup', name: 'Cup', quantity: 1, priceCents: 1_250 };
const bowl = { sku: 'bowl', name: 'Bowl', quantity: 2, priceCents: 3_000 };
const added = (minute: number, line = cup): CartFact => ({ ...base(minute), kind: 'added', line });
const removed = (minute: number, sku: string, quantity: number | null): CartFact => ({
  ...base(minute),
  kind: 'removed',
  sku,
  quantity,
});
const contents = (minute: number, lines: (typeof cup)[]): CartFact => ({ ...base(minute), kind: 'contents', lines });
const ordered = (minute: number, orderKey = 'o-1'): CartFact => ({ ...base(minute), kind: 'ordered', orderKey });

describe('foldCart', () => {
  it('adds, takes out and counts the value', () => {
    const cart = foldCart([added(0), added(1, bowl), added(2), removed(3, 'bowl', 1)]);
    expect(cart).toMatchObject({
      status: 'open',
      lines: [
        { sku: 'cup', quantity: 2 },
        { sku: 'bowl', quantity: 1 },
      ],
      valueCents: 5_500,
      openedAt: at(0),
      lastChangedAt: at(3),
    });
  });

  it('does not care in which order facts come', () => {
    const facts = [added(0), added(1, bowl), removed(2, 'cup', null), contents(3, [cup]), added(4, bowl)];
    expect(foldCart([...facts].reverse())).toEqual(foldCart(facts));
  });

  it('is emptied by taking everything out, and opened anew by the next thing', () => {
    expect(foldCart([added(0), removed(1, 'cup', null)])).toMatchObject({ status: 'emptied', valueCents: 0 });
    expect(foldCart([added(0), removed(1, 'cup', null), added(9)])).toMatchObject({ status: 'open', openedAt: at(9) });
  });

  it('is closed by an order, and keeps what was in it', () => {
    expect(foldCart([added(0), ordered(5)])).toMatchObject({
      status: 'ordered',
      orderKey: 'o-1',
      orderedAt: at(5),
      lines: [cup],
      lastChangedAt: at(0),
    });
  });

  it('takes what is put in at the moment of the order for bought', () => {
    expect(foldCart([ordered(5), added(5)])).toMatchObject({ status: 'ordered', lines: [cup] });
  });

  it('is a new cart after an order, unless it is only looked at or cleared', () => {
    expect(foldCart([added(0), ordered(5), contents(6, [])])).toMatchObject({ status: 'ordered', orderKey: 'o-1' });
    expect(foldCart([added(0), ordered(5), contents(6, [cup])])).toMatchObject({ status: 'ordered' });
    const next = foldCart([added(0), ordered(5), added(8, bowl)]);
    expect(next).toMatchObject({ status: 'open', lines: [bowl], openedAt: at(8), orderKey: null });
  });

  it('does not count a look at the cart as a change, but going to pay', () => {
    expect(foldCart([added(0), contents(7, [cup])])?.lastChangedAt).toEqual(at(0));
    const checkout: CartFact = { ...base(7), kind: 'checkout', lines: null };
    expect(foldCart([added(0), checkout])?.lastChangedAt).toEqual(at(7));
  });

  it('is none where nothing was ever put in', () => {
    expect(foldCart([removed(0, 'cup', 1), contents(1, []), ordered(2)])).toBeNull();
  });
});

describe('a cart that a browser told of', () => {
  const shops = { sku: 'cup', name: 'Cup', quantity: 1, priceCents: 900 };
  const told = { sku: 'cup', name: 'FREE', quantity: 2, priceCents: 1, isClaimed: true as const };
  const at = (minute: number) => ({ at: new Date(Date.UTC(2026, 0, 1, 0, minute)), messageId: `m${minute}` });

  it('keeps the shop’s name and price of a line, and takes how many there are', () => {
    const added = foldCart([
      { ...at(1), kind: 'added', line: shops },
      { ...at(2), kind: 'added', line: told },
    ]);
    expect(added?.lines).toEqual([{ ...shops, quantity: 3 }]);
    const looked = foldCart([
      { ...at(1), kind: 'added', line: shops },
      { ...at(2), kind: 'contents', lines: [told] },
    ]);
    expect(looked?.lines).toEqual([{ ...shops, quantity: 2 }]);
    const corrected = foldCart([
      { ...at(1), kind: 'contents', lines: [told] },
      { ...at(2), kind: 'contents', lines: [shops] },
    ]);
    expect(corrected?.lines).toEqual([shops]);
  });

  it('is settled by what the shop has told of its products', () => {
    const { isClaimed: _, ...unsettled } = told;
    expect(settledLines([told], new Map([['cup', { name: 'Cup', priceCents: 900 }]]))).toEqual([
      { ...shops, quantity: 2 },
    ]);
    expect(settledLines([told], new Map([['cup', { name: 'Cup', priceCents: null }]]))).toEqual([
      { ...unsettled, name: 'Cup' },
    ]);
    expect(settledLines([told], new Map())).toEqual([unsettled]);
    expect(settledLines([{ ...shops, priceCents: 5 }], new Map([['cup', { name: 'Mug', priceCents: 900 }]]))).toEqual([
      { ...shops, priceCents: 5 },
    ]);
  });
});
