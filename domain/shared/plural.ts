const COUNT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** A count and its noun: "1 order", "2,000 orders", "2 entries" with `many` told. Every text that counts is made here. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${countText(count)} ${count === 1 ? one : many}`;
}

function countText(count: number): string {
  // Small whole numbers, nearly all there are, need no grouping and no rounding.
  if (Number.isInteger(count) && count >= 0 && count < 1000) return String(count);
  return COUNT.format(count).replace('-', '−');
}
