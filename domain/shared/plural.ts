const COUNT = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 });

/** A count and its noun: "1 order", "2,000 orders", "2 entries" with `many` told. Every text that counts is made here. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${COUNT.format(count).replace('-', '−')} ${count === 1 ? one : many}`;
}
