// Figures as people read them, apart from anything that checks them: pages that only say a figure stay small.
const NUMBERS = new Intl.NumberFormat('en-US', { maximumFractionDigits: 4 });

/** 12,431 or 0.85, with the sign of a minus. */
export function plainWords(value: number): string {
  return NUMBERS.format(value).replace('-', '−');
}

/** 15 is "15%", 0.3 is "0.3%". */
export function percentWords(percent: number): string {
  return `${plainWords(Math.round(percent * 1e4) / 1e4)}%`;
}
