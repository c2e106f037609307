import { setTimeout as sleep } from 'node:timers/promises';
import type { Inngest, InngestFunction } from 'inngest';
import { Client, type Pool } from 'pg';
import { isTransient, transaction } from './database';
import { type FunctionDefinition, readDefinitions } from './definitions';
import { fireCrons, flushDueBatches, planCrons, prune, routeEvents } from './events';
import { claimJobs, freeJobsOfTheDead, type Job, nextWorkerId, takeLiveness, unclaim, wakeForgotten } from './jobs';
import { loadRun, settleJob } from './runs';
import { backoffMs } from './schedule';
import { type Answer, Sdk } from './sdk-call';

export type ExecutorOptions = {
  client: Inngest.Any;
  functions: readonly InngestFunction.Any[];
  pool: Pool;
  /** Requests to the SDK at once: they share the process with page rendering. */
  maxInFlight?: number;
  backoff?: (attempt: number) => number;
  note?: (words: string) => void;
};

export type ExecutorState = { status: 'starting' | 'running' | 'without database' | 'stopped'; inFlight: number };

const MAX_IN_FLIGHT = 20;
const IDLE_MS = 500;
const CARE_EVERY_MS = 2_000;
const PRUNE_EVERY_MS = 600_000;
const DRAIN_MS = 5_000;

/** Executes Inngest functions on PostgreSQL. Several processes may do so on one database. */
export class Executor {
  private readonly inFlight = new Set<Promise<void>>();
  private readonly maxInFlight: number;
  private readonly backoff: (attempt: number) => number;
  private readonly note: (words: string) => void;
  private readonly pool: Pool;
  private worker = 0;
  private life: Client | undefined;
  private status: ExecutorState['status'] = 'starting';
  private woken = false;
  private wakeUp: () => void = () => {};
  private loops: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly sdk: Sdk,
    private readonly definitions: FunctionDefinition[],
    options: ExecutorOptions,
  ) {
    this.pool = options.pool;
    this.maxInFlight = options.maxInFlight ?? MAX_IN_FLIGHT;
    this.backoff = options.backoff ?? backoffMs;
    this.note = options.note ?? (() => {});
  }

  /** Throws when a function uses what is not supported. The database may come later: the executor waits for it. */
  static async start(options: ExecutorOptions): Promise<Executor> {
    const sdk = new Sdk(options.client, options.functions);
    const executor = new Executor(sdk, readDefinitions(await sdk.configurations()), options);
    executor.loops = Promise.all([executor.work(), executor.careForOthers()]);
    return executor;
  }

  get state(): ExecutorState {
    return { status: this.status, inFlight: this.inFlight.size };
  }

  /** Looks for work now instead of at the next turn. */
  wake(): void {
    this.woken = true;
    this.wakeUp();
  }

  /** Takes no more work, lets what runs end for a while, gives the rest back. */
  async stop(): Promise<void> {
    this.status = 'stopped';
    this.wake();
    await Promise.race([
      Promise.allSettled([this.loops, ...this.inFlight]),
      sleep(DRAIN_MS, undefined, { ref: false }),
    ]);
    await transaction(this.pool, (client) => unclaim(client, this.worker)).catch(() => {});
    await this.life?.end().catch(() => {});
  }

  private get stopped(): boolean {
    return this.status === 'stopped';
  }

  private async work(): Promise<void> {
    while (!this.stopped) {
      try {
        await this.live();
        if (!this.stopped) this.status = 'running';
        if ((await this.turn()) === 0) await this.rest();
      } catch (error) {
        await this.withoutDatabase(error);
      }
    }
  }

  /** One look at everything that may be due. Returns how much there was. */
  private async turn(): Promise<number> {
    const routed = await routeEvents(this.pool, this.definitions);
    const flushed = await flushDueBatches(this.pool, this.definitions);
    const fired = await fireCrons(this.pool, this.definitions);
    const room = this.maxInFlight - this.inFlight.size;
    const jobs = room > 0 ? await claimJobs(this.pool, this.worker, room) : [];
    for (const job of jobs) this.begin(job);
    return routed + flushed + fired + jobs.length;
  }

  private begin(job: Job): void {
    const execution = this.execute(job)
      .catch((error) => this.giveUp(job, error))
      .finally(() => {
        this.inFlight.delete(execution);
        this.wake();
      });
    this.inFlight.add(execution);
  }

  private async execute(job: Job): Promise<void> {
    const answered = await this.answerTo(job);
    if (!answered) return;
    // The result is kept until it is recorded, however long the database is away.
    for (;;) {
      try {
        await settleJob(this.pool, job, answered.answer, answered.maxAttempts, this.backoff);
        return;
      } catch (error) {
        if (this.stopped) return;
        if (isTransient(error)) await sleep(IDLE_MS);
        else return this.giveUp(job, error);
      }
    }
  }

  /** Undefined when this process stops before the run could be read. */
  private async answerTo(job: Job): Promise<{ maxAttempts: number; answer: Answer } | undefined> {
    if (job.kind === 'timer') return { maxAttempts: 1, answer: { kind: 'elapsed' } };
    const loaded = await this.untilAnswered(() => loadRun(this.pool, job.runId));
    if (!loaded) return undefined;
    const { run, steps } = loaded;
    const definition = this.definitions.find(({ id }) => id === run.functionId);
    if (!definition) {
      const message = `There is no function "${run.functionId}" any more.`;
      return { maxAttempts: 1, answer: { kind: 'failed', error: { name: 'UnknownFunction', message } } };
    }
    const { maxAttempts } = definition;
    return { maxAttempts, answer: await this.sdk.call(job, run, steps, maxAttempts) };
  }

  private async untilAnswered<T>(ask: () => Promise<T>): Promise<T | undefined> {
    while (!this.stopped) {
      try {
        return await ask();
      } catch (error) {
        if (!isTransient(error)) throw error;
        await sleep(IDLE_MS);
      }
    }
    return undefined;
  }

  /** What can never be recorded must not be tried for ever. */
  private async giveUp(job: Job, error: unknown): Promise<void> {
    const { name, message } = error as Error;
    this.note(`A run of the executor could not be recorded and fails: ${message}`);
    await settleJob(this.pool, job, { kind: 'failed', error: { name, message } }, 1, this.backoff).catch(() => {});
  }

  /** Holds the lock by which other processes know that this one lives; takes it again when its session was lost. */
  private async live(): Promise<void> {
    if (this.life) return;
    const life = new Client({ ...this.pool.options, keepAlive: true, connectionTimeoutMillis: 5_000 });
    const lost = () => {
      if (this.life === life) this.life = undefined;
    };
    life.on('error', lost);
    life.on('end', lost);
    try {
      await life.connect();
      if (!this.worker) {
        this.worker = await nextWorkerId(life);
        await planCrons(this.pool, this.definitions);
      }
      if (!(await takeLiveness(life, this.worker))) throw new Error('Another process is freeing the jobs of this one.');
      this.life = life;
    } catch (error) {
      await life.end().catch(() => {});
      throw error;
    }
  }

  private async withoutDatabase(error: unknown): Promise<void> {
    if (this.stopped) return;
    // A database that is away is told of by whoever watches it; what keeps failing for another reason, here.
    if (this.status !== 'without database' && !isTransient(error))
      this.note(`The executor waits for the database: ${(error as Error).message}`);
    this.status = 'without database';
    await sleep(IDLE_MS);
  }

  private async rest(): Promise<void> {
    if (!this.woken && !this.stopped) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, IDLE_MS);
        this.wakeUp = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.woken = false;
  }

  /** Frees the jobs of processes that died, and forgets old history. */
  private async careForOthers(): Promise<void> {
    let pruneAt = Date.now();
    while (!this.stopped) {
      if (this.life) {
        try {
          await this.life.query('SELECT 1');
          if ((await freeJobsOfTheDead(this.pool, this.worker)) > 0) this.wake();
          await wakeForgotten(this.pool);
          if (Date.now() >= pruneAt) {
            await prune(this.pool);
            pruneAt = Date.now() + PRUNE_EVERY_MS;
          }
        } catch {
          // The main loop says that the database is away.
        }
      }
      await this.careRest();
    }
  }

  private async careRest(): Promise<void> {
    for (let waited = 0; waited < CARE_EVERY_MS && !this.stopped; waited += 100) await sleep(100);
  }
}
