// `npm run simulate`: a season of a generated population on the real road, and what was measured beside what is true.

import { openInstallation } from './open-installation';
import { withProgress } from './progress.mjs';
import { type Arguments, readArguments, USAGE } from './simulate/arguments';
import { isSound, proofLines } from './simulate/report';

const [DONE, NOT_SOUND, FAILED] = [0, 1, 2];
const BAR = 24;

function barOf(done: number, total: number): string {
  const full = Math.round((done / total) * BAR);
  return `${'█'.repeat(full)}${'░'.repeat(BAR - full)}`;
}

async function run({ isJson, ...spec }: Arguments): Promise<number> {
  const { simulate, proveSimulation } = await import('@/server/services/simulation');
  const { eventsRoute } = await import('@/server/public-api/receive-events');
  const { publicOrigin } = await import('@/server/public-origin');
  const url = publicOrigin();
  const started = Date.now();
  const simulated = await withProgress('Living the season', (detail) =>
    simulate({
      ...spec,
      url,
      // The same door as the network's, without the network: the product need not run.
      fetch: eventsRoute('batch').POST,
      onProgress: ({ phase, done, total }) =>
        detail(
          `${barOf(done, total)} ${phase === 'people' ? `${done} of ${total} customers` : `day ${done} of ${total}`}`,
        ),
    }),
  );
  const seconds = (Date.now() - started) / 1_000;
  const proof = await withProgress('Holding it against the truth', () => proveSimulation(simulated));
  if (isJson) console.log(JSON.stringify({ ...proof, seconds }, null, 2));
  else
    for (const line of ['', ...proofLines(proof), '', `${seconds.toFixed(0)} s. See ${url}/${proof.slug}`])
      console.log(line);
  return isSound(proof) ? DONE : NOT_SOUND;
}

async function main(): Promise<number> {
  const args = readArguments(process.argv.slice(2));
  if (args === 'help') {
    console.log(USAGE);
    return DONE;
  }
  const close = await openInstallation();
  try {
    // An installation that was never started has no tables yet; a simulation needs nothing else of it.
    const { migrate } = await import('@/server/migrations');
    await migrate(process.env.DATABASE_URL ?? '');
    return await run(args);
  } finally {
    await close();
  }
}

process.exitCode = await main().catch((problem: Error) => {
  console.error(problem.message);
  return FAILED;
});
