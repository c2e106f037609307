/** Runs once when the server starts, never during a build, before the first request is answered. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NEXT_PHASE === 'phase-production-build') return;
  const { receiveRequests } = await import('./server/incoming-requests');
  receiveRequests();
  const { startBackgroundExecution } = await import('./server/embedded/background');
  await startBackgroundExecution();
}
