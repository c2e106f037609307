import { type GetStepTools, type Inngest, NonRetriableError, RetryAfterError } from 'inngest';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { executorPool } from '.';
import { prune } from './events';
import { ended, execute, runs, stopAndClear, testClient } from './testing/harness';

let inngest: Inngest;
beforeEach(() => {
  inngest = testClient();
});
afterEach(stopAndClear);

describe('steps', () => {
  it('runs steps once each, in order, and keeps what the function returns', async () => {
    const calls: string[] = [];
    const fn = inngest.createFunction({ id: 'steps', triggers: { event: 'go' } }, async ({ event, step }) => {
      const first = await step.run('first', () => {
        calls.push('first');
        return { n: event.data.n, nul: '\u0000\ud800' };
      });
      const second = await step.run('second', () => {
        calls.push('second');
        return first.n + 1;
      });
      return { second, nul: first.nul };
    });
    await execute(inngest, [fn]);
    await inngest.send({ name: 'go', data: { n: 1 } });
    expect(await ended('steps')).toMatchObject([{ status: 'completed', output: { second: 2, nul: '\u0000\ud800' } }]);
    expect(calls).toEqual(['first', 'second']);
  });

  it('sleeps, then goes on without repeating', async () => {
    const calls: string[] = [];
    const fn = inngest.createFunction({ id: 'sleeps', triggers: { event: 'go' } }, async ({ step }) => {
      await step.run('before', () => calls.push('before'));
      await step.sleep('a while', '1s');
      await step.sleepUntil('until', new Date(Date.now() + 500));
      return step.run('after', () => calls.push('after'));
    });
    await execute(inngest, [fn]);
    await inngest.send({ name: 'go' });
    expect(await ended('sleeps')).toMatchObject([{ status: 'completed', output: 2 }]);
    expect(calls).toEqual(['before', 'after']);
  });

  it('runs parallel steps side by side', async () => {
    const fn = inngest.createFunction({ id: 'parallel', triggers: { event: 'go' } }, async ({ step }) => {
      const parts = await Promise.all(['a', 'b', 'c'].map((name) => step.run(name, () => name)));
      return step.run('join', () => parts.join(''));
    });
    await execute(inngest, [fn]);
    await inngest.send({ name: 'go' });
    expect(await ended('parallel')).toMatchObject([{ status: 'completed', output: 'abc' }]);
  });

  it('sends events from a step, and refuses reserved names', async () => {
    const parent = inngest.createFunction({ id: 'parent', triggers: { event: 'go' } }, async ({ step }) => {
      await step.sendEvent('fan-out', [
        { name: 'child', data: { n: 1 } },
        { name: 'child', data: { n: 2 } },
      ]);
    });
    const child = inngest.createFunction({ id: 'child', triggers: { event: 'child' } }, ({ event }) => event.data.n);
    await execute(inngest, [parent, child]);
    await inngest.send({ name: 'go' });
    expect((await ended('child', 2)).map(({ output }) => output).toSorted()).toEqual([1, 2]);
    await expect(inngest.send({ name: 'inngest/function.failed' })).rejects.toThrow('reserved');
  });
});

describe('waits', () => {
  type WaitOptions = Parameters<GetStepTools<Inngest>['waitForEvent']>[1];
  const waiting = (id: string, options: WaitOptions) =>
    inngest.createFunction({ id, triggers: { event: 'go' } }, async ({ step }) => {
      const found = await step.waitForEvent('wait', options);
      return found ? found.data : 'nothing came';
    });
  const registered = () =>
    vi.waitFor(async () => {
      const { rowCount } = await executorPool().query('SELECT 1 FROM executor.wait');
      expect(rowCount).toBeGreaterThan(0);
    }, 5_000);

  it('goes on with the matching event, not with another', async () => {
    await execute(inngest, [waiting('matches', { event: 'opened', timeout: '1h', match: 'data.id' })]);
    await inngest.send({ name: 'go', data: { id: 7 } });
    await registered();
    await inngest.send([
      { name: 'opened', data: { id: 8 } },
      { name: 'opened', data: { id: 7, well: 'yes' } },
    ]);
    expect(await ended('matches')).toMatchObject([{ output: { id: 7, well: 'yes' } }]);
  });

  it('understands conditions on the event that comes', async () => {
    const condition = "async.data.kind == 'click' && async.data.score >= 2";
    await execute(inngest, [waiting('conditions', { event: 'opened', timeout: '1h', if: condition })]);
    await inngest.send({ name: 'go' });
    await registered();
    await inngest.send([
      { name: 'opened', data: { kind: 'click', score: 1 } },
      { name: 'opened', data: { kind: 'open', score: 3 } },
      { name: 'opened', data: { kind: 'click', score: 2 } },
    ]);
    expect(await ended('conditions')).toMatchObject([{ output: { kind: 'click', score: 2 } }]);
  });

  it('goes on with nothing when the time is over', async () => {
    await execute(inngest, [waiting('times-out', { event: 'opened', timeout: '1s' })]);
    await inngest.send({ name: 'go' });
    expect(await ended('times-out')).toMatchObject([{ output: 'nothing came' }]);
    const { rows } = await executorPool().query('SELECT id FROM executor.wait UNION ALL SELECT id FROM executor.job');
    expect(rows).toEqual([]);
  });

  it('cancels the run when an event says so', async () => {
    const fn = inngest.createFunction(
      { id: 'cancelled', triggers: { event: 'go' }, cancelOn: [{ event: 'stop', match: 'data.id' }] },
      ({ step }) => step.sleep('long', '1h'),
    );
    await execute(inngest, [fn]);
    await inngest.send([
      { name: 'go', data: { id: 1 } },
      { name: 'go', data: { id: 2 } },
    ]);
    await vi.waitFor(async () => expect(await runs('cancelled')).toHaveLength(2), 5_000);
    await inngest.send({ name: 'stop', data: { id: 2 } });
    await ended('cancelled');
    expect((await runs('cancelled')).map(({ status }) => status).toSorted()).toEqual(['cancelled', 'running']);
  });
});

describe('errors', () => {
  it('retries a failing step and keeps the results before it', async () => {
    let before = 0;
    let failing = 0;
    const fn = inngest.createFunction({ id: 'retries', triggers: { event: 'go' } }, async ({ step }) => {
      await step.run('before', () => ++before);
      return step.run('failing', () => {
        if (++failing < 3) throw new Error('not yet');
        return failing;
      });
    });
    await execute(inngest, [fn]);
    await inngest.send({ name: 'go' });
    expect(await ended('retries')).toMatchObject([{ status: 'completed', output: 3 }]);
    expect(before).toBe(1);
  });

  it('tells the failure handler when attempts are used up', async () => {
    const told: unknown[] = [];
    const fn = inngest.createFunction(
      {
        id: 'fails',
        triggers: { event: 'go' },
        retries: 1,
        onFailure: ({ event, error }) => {
          told.push(event.data.event.data.n, error.message);
        },
      },
      () => {
        throw new Error('broken');
      },
    );
    await execute(inngest, [fn]);
    await inngest.send({ name: 'go', data: { n: 5 } });
    expect(await ended('fails')).toMatchObject([{ status: 'failed', error: { message: 'broken' } }]);
    await ended('fails-failure');
    expect(told).toEqual([5, 'broken']);
  });

  it('neither retries what cannot succeed nor waits longer or shorter than asked', async () => {
    let attempts = 0;
    const times: number[] = [];
    const hopeless = inngest.createFunction({ id: 'hopeless', triggers: { event: 'go' } }, () => {
      attempts++;
      throw new NonRetriableError('never');
    });
    const later = inngest.createFunction({ id: 'later', triggers: { event: 'go' } }, () => {
      times.push(Date.now());
      if (times.length === 1) throw new RetryAfterError('busy', 1_000);
      return 'done';
    });
    await execute(inngest, [hopeless, later]);
    await inngest.send({ name: 'go' });
    expect(await ended('hopeless')).toMatchObject([{ status: 'failed', error: { message: 'never' } }]);
    expect(await ended('later')).toMatchObject([{ status: 'completed' }]);
    expect(attempts).toBe(1);
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThanOrEqual(1_000);
  });

  it('lets the function catch the error of a step', async () => {
    const fn = inngest.createFunction({ id: 'catches', triggers: { event: 'go' }, retries: 0 }, async ({ step }) => {
      try {
        await step.run('fails', () => {
          throw new Error('refused');
        });
      } catch (error) {
        return `caught ${(error as Error).message}`;
      }
      return 'not reached';
    });
    await execute(inngest, [fn]);
    await inngest.send({ name: 'go' });
    expect(await ended('catches')).toMatchObject([{ status: 'completed', output: 'caught refused' }]);
  });

  it('fails a run, in words, that asks for what is not supported', async () => {
    const fn = inngest.createFunction({ id: 'signals', triggers: { event: 'go' } }, ({ step }) =>
      step.waitForSignal('a signal', { signal: 'x', timeout: '1h', onConflict: 'fail' }),
    );
    await execute(inngest, [fn]);
    await inngest.send({ name: 'go' });
    const [run] = await ended('signals');
    expect(run).toMatchObject({ status: 'failed' });
    expect(run?.error?.message).toMatch(/does not support WaitForSignal \(the step "a signal"\)/);
  });
});

/** Something that is waited for. */
function signal() {
  let reach = () => {};
  const reached = new Promise<void>((resolve) => {
    reach = resolve;
  });
  return { reached, reach };
}

/** Counts how many are inside at once; `full` when it was so many for the first time. */
function meter(limit: number) {
  const { reached: full, reach } = signal();
  let inside = 0;
  let peak = 0;
  return {
    full,
    peak: () => peak,
    enter: () => {
      peak = Math.max(peak, ++inside);
      if (inside === limit) reach();
    },
    leave: () => {
      inside--;
    },
  };
}

describe('flow', () => {
  it('executes as many of a key at once as its limit allows, and never more', async () => {
    const LIMIT = 2;
    const RUNS = 8;
    const keys = { a: meter(LIMIT), b: meter(LIMIT) };
    const othersDone = signal();
    let left = RUNS;
    const fn = inngest.createFunction(
      {
        id: 'limited',
        triggers: { event: 'go' },
        concurrency: [{ limit: LIMIT, key: 'event.data.workspaceId' }],
      },
      async ({ event, step }) => {
        await step.run('work', async () => {
          const key = event.data.workspaceId as keyof typeof keys;
          keys[key].enter();
          // Nobody goes on before the limit is reached.
          await keys[key].full;
          // While all places of one key are held, the worker goes through every run of the other: it has had each
          // occasion to take one too many of the first.
          if (key === 'a') await othersDone.reached;
          else if (--left === 0) othersDone.reach();
          keys[key].leave();
        });
      },
    );
    await execute(inngest, [fn]);
    await inngest.send(
      Array.from({ length: 2 * RUNS }, (_, n) => ({ name: 'go', data: { workspaceId: n % 2 ? 'a' : 'b' } })),
    );
    expect((await ended('limited', 2 * RUNS)).every(({ status }) => status === 'completed')).toBe(true);
    expect([keys.a.peak(), keys.b.peak()]).toEqual([LIMIT, LIMIT]);
  });

  it('hands events over in batches: when full, and when time is up', async () => {
    const fn = inngest.createFunction(
      { id: 'batched', triggers: { event: 'go' }, batchEvents: { maxSize: 3, timeout: '1s', key: 'event.data.key' } },
      ({ events }) => events.map(({ data }) => data.n),
    );
    await execute(inngest, [fn]);
    await inngest.send([1, 2, 3, 4].map((n) => ({ name: 'go', data: { n, key: 'x' } })));
    await inngest.send({ name: 'go', data: { n: 5, key: 'y' } });
    expect((await ended('batched', 3)).map(({ output }) => output).toSorted()).toEqual([[1, 2, 3], [4], [5]]);
  });

  it('starts one run for an event sent twice, and one for a key', async () => {
    const plain = inngest.createFunction({ id: 'plain', triggers: { event: 'go' } }, () => {});
    const keyed = inngest.createFunction(
      { id: 'keyed', triggers: { event: 'go' }, idempotency: "event.data.customer + '-' + event.data.journey" },
      () => {},
    );
    await execute(inngest, [plain, keyed]);
    await inngest.send({ id: 'one', name: 'go', data: { customer: 1, journey: 'a' } });
    await inngest.send({ id: 'one', name: 'go', data: { customer: 1, journey: 'a' } });
    await inngest.send({ id: 'two', name: 'go', data: { customer: 1, journey: 'a' } });
    await inngest.send({ id: 'three', name: 'go', data: { customer: 2, journey: 'a' } });
    expect(await ended('plain', 3)).toHaveLength(3);
    expect(await ended('keyed', 2)).toHaveLength(2);
  });

  it('starts a run only when the condition of its trigger holds', async () => {
    const fn = inngest.createFunction(
      { id: 'picky', triggers: [{ event: 'go', if: "event.data.plan == 'gold'" }] },
      ({ event }) => event.data.n,
    );
    await execute(inngest, [fn]);
    await inngest.send([
      { name: 'go', data: { n: 1, plan: 'tin' } },
      { name: 'go', data: { n: 2, plan: 'gold' } },
    ]);
    expect(await ended('picky')).toMatchObject([{ output: 2 }]);
  });

  it('fires crons', async () => {
    const fn = inngest.createFunction(
      { id: 'ticks', triggers: { cron: 'TZ=Europe/Paris */1 * * * * *' } },
      ({ event }) => event.name,
    );
    await execute(inngest, [fn]);
    expect(await ended('ticks', 2)).toMatchObject([
      { output: 'inngest/scheduled.timer' },
      { output: 'inngest/scheduled.timer' },
    ]);
  });
});

describe('history', () => {
  it('forgets finished runs after a day, failed ones after a week, and nothing that still runs', async () => {
    const pool = executorPool();
    await pool.query(
      `INSERT INTO executor.run (id, function_id, status, events, idempotency, started_at, ended_at)
       SELECT gen_random_uuid(), format('%s-%s-days', status, days), status, '[]', n::text, now() - days * interval '1 day',
              CASE WHEN status <> 'running' THEN now() - days * interval '1 day' END
       FROM unnest(ARRAY['completed', 'failed', 'running']) WITH ORDINALITY AS s (status, n), unnest(ARRAY[0, 2, 8]) AS days`,
    );
    await prune(pool);
    const { rows } = await pool.query('SELECT function_id FROM executor.run ORDER BY 1');
    expect(rows.map((row) => row.function_id)).toEqual([
      'completed-0-days',
      'failed-0-days',
      'failed-2-days',
      'running-0-days',
      'running-2-days',
      'running-8-days',
    ]);
  });
});

describe('what is not supported', () => {
  const event = { event: 'go' };
  type Options = Parameters<Inngest['createFunction']>[0];
  it.each<[string, object]>([
    ['rateLimit', { triggers: event, rateLimit: { limit: 1, period: '1m' } }],
    ['throttle', { triggers: event, throttle: { limit: 1, period: '1m' } }],
    ['debounce', { triggers: event, debounce: { period: '1m' } }],
    ['priority', { triggers: event, priority: { run: '1' } }],
    ['singleton', { triggers: event, singleton: { mode: 'skip' } }],
    ['timeouts', { triggers: event, timeouts: { start: '1m' } }],
    ['batchEvents.if', { triggers: event, batchEvents: { maxSize: 2, timeout: '1s', if: 'event.data.x' } }],
    ['wildcard', { triggers: { event: 'go/*' } }],
    ['jitter', { triggers: { cron: '* * * * *', jitter: '10s' } }],
    ['the cron trigger', { triggers: { cron: 'every now and then' } }],
    ['cancelOn.timeout', { triggers: event, cancelOn: [{ event: 'x', timeout: '1h' }] }],
    ['concurrency with an expression', { triggers: event, concurrency: [{ limit: 1, key: 'size(event.data.list)' }] }],
    ['no trigger', { triggers: [] }],
  ])('refuses %s at boot, naming function and feature', async (feature, options) => {
    const fn = inngest.createFunction({ id: 'asks-too-much', ...options } as Options, () => {});
    await expect(execute(inngest, [fn])).rejects.toThrow(new RegExp(`"test-asks-too-much" uses .*${feature}`));
  });
});
