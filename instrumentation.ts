/** Runs once when the server starts, never during a build: starts the embedded executor unless Inngest executes. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NEXT_PHASE === 'phase-production-build') return;
  const { startBackgroundExecution } = await import('./server/embedded/background');
  await startBackgroundExecution();
}
