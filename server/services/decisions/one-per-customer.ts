/** The first row of each customer; the others are found by the next batch, which then knows of this one's outcome. */
export function onePerCustomer<Row extends { customerId: string }>(rows: readonly Row[]): Row[] {
  const seen = new Set<string>();
  return rows.filter(({ customerId }) => !seen.has(customerId) && seen.add(customerId));
}
