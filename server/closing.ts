// Next bundles route handlers and instrumentation apart; both must see the same word.
const shared = globalThis as typeof globalThis & { touchstoneIsClosing?: boolean };

/** Whether this process has been asked to end: long work stops at its next safe point and is left to another one. */
export function isClosing(): boolean {
  return shared.touchstoneIsClosing === true;
}

/** Asks the long work of this process to come to an end. */
export function beginClosing(): void {
  shared.touchstoneIsClosing = true;
}
