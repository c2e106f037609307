/** Clicks of deliveries as a percentage: "3.4%"; "none" where nothing was delivered. */
export function rateText({ clicked, delivered }: { clicked: number; delivered: number }): string {
  return delivered === 0 ? 'none' : `${((clicked / delivered) * 100).toFixed(1)}%`;
}
