/** What PostgreSQL answers to every statement after one that failed: an echo, which hides what was the matter. */
const ECHO = '25P02';

/**
 * `Promise.all` for statements that are sent down one transaction without waiting for each other: ends when all have
 * ended, and throws what was the matter. Those behind a statement that failed are answered with an echo of it, and some
 * come back with no rows at all, over which whoever reads them stumbles.
 */
export async function together<const Work extends readonly unknown[]>(
  work: Work,
): Promise<{ -readonly [Index in keyof Work]: Awaited<Work[Index]> }> {
  const settled = await Promise.allSettled(work);
  const failures = settled.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  if (failures.length > 0) throw failures.find(saysWhat) ?? failures[0];
  return settled.map((each) => (each as PromiseFulfilledResult<unknown>).value) as never;
}

/** Whether a failure carries a code, and not that of an echo. */
function saysWhat(failure: unknown): boolean {
  const { code, meta } = (failure ?? {}) as { code?: unknown; meta?: { driverAdapterError?: { cause?: unknown } } };
  const { originalCode } = (meta?.driverAdapterError?.cause ?? {}) as { originalCode?: unknown };
  return code !== undefined && ![code, originalCode].includes(ECHO);
}
