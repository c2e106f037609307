/** Whether the trials of docs/faults.md run at their full size (`npm run faults -- --full`). */
export const isFullSize = process.env.FAULTS === 'full';

/** How large a trial is: small with every run of the tests, as large as trust asks for in the full run. */
export function faultSize(everyRun: number, full: number): number {
  return isFullSize ? full : everyRun;
}
