// A process of its own that executes test functions until it is killed. Each step writes down that it ran, and whether
// its result had been recorded before, which must never be.
import { createHash } from 'node:crypto';
import { Inngest } from 'inngest';
import { embeddedClientOptions, executorPool, startExecutor } from '..';

const STEPS = ['one', 'two', 'three', 'four', 'five'];
const pool = executorPool();
const silent = { info() {}, warn() {}, error() {}, debug() {} };
const inngest = new Inngest({ id: 'test', ...embeddedClientOptions(), logger: silent, internalLogger: silent });

async function writeDown(runId: string, step: string): Promise<void> {
  await pool.query(
    `INSERT INTO executed (run_id, step, pid, was_recorded)
     VALUES ($1, $2, $4, EXISTS (SELECT 1 FROM executor.step WHERE run_id = $1 AND id = $3))`,
    [runId, step, createHash('sha1').update(step).digest('hex'), process.pid],
  );
}

const manySteps = inngest.createFunction({ id: 'many-steps', triggers: { event: 'go' } }, async ({ step, runId }) => {
  for (const name of STEPS) await step.run(name, () => writeDown(runId, name));
  await step.sleep('a moment', '1s');
  await step.run('last', () => writeDown(runId, 'last'));
});
const ticks = inngest.createFunction(
  { id: 'ticks', triggers: { cron: '* * * * * *' } },
  async ({ event, runId, step }) => {
    await step.run('tick', () => writeDown(runId, event.id ?? 'without id'));
  },
);

await startExecutor({
  client: inngest,
  functions: [manySteps, ticks],
  pool,
  // Long enough to try again after the database was away for a moment.
  backoff: () => 2_000,
  note: (words) => process.stderr.write(`${words}\n`),
});
process.on('disconnect', () => process.exit(0));
process.send?.('started');
