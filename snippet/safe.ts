/** Runs work of ours inside somebody else's page: whatever goes wrong in it is nobody's business there. */
export function safely<Result>(work: () => Result): Result | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}

/** The same for what the page calls later: a listener or a timer. */
export function guarded<Arguments extends unknown[]>(
  work: (...args: Arguments) => unknown,
): (...args: Arguments) => void {
  return (...args) => {
    safely(() => {
      const result = work(...args);
      if (result instanceof Promise) result.catch(() => undefined);
    });
  };
}
