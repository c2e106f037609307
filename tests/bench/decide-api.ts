import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { Client } from 'pg';
import { v7 } from 'uuid';
import type { ServiceContext } from '@/server/context';
import type { FreshWorkspace } from '../factories/fresh-workspace';
import { rewritePolicy } from '../factories/rewrite-policy';
import { dormantCustomers } from './dormant-customers';
import { against, alone, type Measurement, percentile } from './report';

/** Asked before the clock starts: what counts is how a server answers that has been up for a while. */
const WARM_UP = 100;
/** Asks of each of three rounds. */
const ASKED = 250;
const VISITORS = WARM_UP + 3 * ASKED;
/** Asks that arrive in a second, evenly, whether or not those before have been answered: 1.7 million a day. */
const PACE = 20;
/** Shoppers who ask without a pause, to find the most that can be answered. */
const AT_ONCE = 4;
/** Dormant customers the blast finds at a time; it goes on with as many more until the last ask was answered. */
const BLAST = 2_000;
/** Decided between two looks whether anybody still asks. */
const ROUND = 200;
/** Events of one request. */
const BATCH = 99;
const SHOP = 'https://shop.example';

/**
 * POST /v1/decide over HTTP, each ask by a visitor nobody has asked for: their cart is decided on by the whole road and
 * stored with its audit entry. They arrive at a pace of their own, and in the second round the same process decides and
 * stores a blast to dormant customers meanwhile, without a pause. Baseline: a handler that does nothing, on the same
 * server, asked in turns with it. The shoppers run in this process too, and share its time.
 */
export async function benchDecideApi(databaseUrl: string): Promise<Measurement[]> {
  const { freshWorkspace } = await import('../factories/fresh-workspace');
  const { UNDRAWN_POLICY } = await import('../factories/undrawn-policy');
  const { serveRoutes } = await import('../harness/serve-routes');
  const { activePolicy } = await import('@/server/services/policies');
  const { setAutonomyLevel } = await import('@/server/services/autonomy');
  const { saveSite } = await import('@/server/services/web');
  const shop = await freshWorkspace();
  const { ctx } = shop;
  await activePolicy(ctx);
  await rewritePolicy(ctx, UNDRAWN_POLICY);
  await saveSite(ctx, { origins: [SHOP], slots: ['leaving'] });
  await setAutonomyLevel(ctx, { agentId: 'cart_winback', action: 'cart_note', level: 3, reason: 'bench' });
  const server = await serveRoutes({
    '/v1/batch': await import('@/app/v1/batch/route'),
    '/v1/decide': await import('@/app/v1/decide/route'),
    '/empty': { POST: async (request) => Response.json({ read: (await request.text()).length }) },
  });
  try {
    const visitors = await visitorsWithCarts(shop, server.url);
    await countRows(databaseUrl);
    const ask = asking(shop, server.url);
    await withoutPause(ask, visitors.splice(0, WARM_UP));
    const calm = await atPace(ask, visitors.splice(0, ASKED));
    const blast = await beginBlast(ctx);
    const busy = await atPace(ask, visitors.splice(0, ASKED)).finally(blast.end);
    const most = await withoutPause(ask, visitors);
    return [
      ...figures(`decide-api, ${PACE} a second`, calm),
      ...figures(`decide-api, ${PACE} a second in a blast`, busy),
      alone('the blast meanwhile', await blast.end(), 'decisions/s'),
      ...figures(`decide-api, ${AT_ONCE} at once without a pause`, most),
      alone(`decide-api, ${AT_ONCE} at once without a pause`, (most.asks.length / most.ms) * 1_000, 'asks/s'),
    ];
  } finally {
    await server.close();
  }
}

/** What the database does by itself within ten seconds: until then it plans for tables that are empty. */
async function countRows(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('ANALYZE');
  await client.end();
}

/** Decides and stores without a pause until it is ended, which answers how many decisions that were in a second. */
async function beginBlast(ctx: ServiceContext): Promise<{ end: () => Promise<number> }> {
  const { decideDormant } = await import('@/server/services/decisions');
  let isOn = true;
  let [decisions, ms] = [0, 0];
  await dormantCustomers(ctx, BLAST);
  const goOn = async () => {
    while (isOn) {
      let decided = 0;
      ms += await timed(async () => {
        decided = (await decideDormant(ctx, { limit: ROUND })).decided;
      });
      decisions += decided;
      if (decided === 0) await dormantCustomers(ctx, BLAST);
    }
    return (decisions / ms) * 1_000;
  };
  const going = goOn();
  const end = () => {
    isOn = false;
    return going;
  };
  return { end };
}

/** Milliseconds of each ask and of an empty one after each, of all together, and how many were refused for want of time. */
type Times = { asks: number[]; empty: number[]; refused: number; ms: number };
type Ask = (anonymousId: string, times: Times) => Promise<void>;

function figures(name: string, { asks, empty, refused }: Times): Measurement[] {
  const [sorted, bare] = [asks, empty].map((times) => times.toSorted((a, b) => a - b));
  const shares = [0.5, 0.95, 0.99].map((share) =>
    against(`${name} p${share * 100}`, percentile(sorted ?? [], share), 'ms', percentile(bare ?? [], share)),
  );
  return refused > 0 ? [...shares, alone(`${name}, refused for want of time`, refused, `of ${asks.length}`)] : shares;
}

/** One ask and an empty one after it. */
function asking({ writeKey }: FreshWorkspace, url: string): Ask {
  return async (anonymousId, times) => {
    const body = JSON.stringify({ writeKey, anonymousId, slot: 'leaving' });
    const post = (path: string) => fetch(`${url}${path}`, { method: 'POST', headers: { Origin: SHOP }, body });
    times.asks.push(
      await timed(async () => {
        const answer = await post('/v1/decide');
        const told = (await answer.json()) as { decision: unknown };
        if (answer.status === 503) times.refused++;
        else if (!told.decision) throw new Error(`Nothing was decided: ${JSON.stringify(told)}`);
      }),
    );
    times.empty.push(await timed(async () => (await post('/empty')).json()));
  };
}

/** Each ask at its moment, whether or not those before it have been answered. */
async function atPace(ask: Ask, visitors: readonly string[]): Promise<Times> {
  const times: Times = { asks: [], empty: [], refused: 0, ms: 0 };
  times.ms = await timed(() =>
    Promise.all(
      visitors.map(async (id, index) => {
        await setTimeout((index * 1_000) / PACE);
        await ask(id, times);
      }),
    ),
  );
  return times;
}

/** A few ask one after the other, as fast as they are answered. */
async function withoutPause(ask: Ask, visitors: readonly string[]): Promise<Times> {
  const times: Times = { asks: [], empty: [], refused: 0, ms: 0 };
  const waiting = [...visitors];
  const oneByOne = async () => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) await ask(id, times);
  };
  times.ms = await timed(() => Promise.all(Array.from({ length: AT_ONCE }, oneByOne)));
  return times;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Visitors who said yes to messages on the page and have put a lamp into their cart; their browsers' ids. */
async function visitorsWithCarts({ ctx, writeKey }: FreshWorkspace, url: string): Promise<string[]> {
  const { contextOf } = await import('../factories/fresh-workspace');
  const { processPending } = await import('@/server/services/events');
  const ids = Array.from({ length: VISITORS }, () => v7());
  const events = ids.flatMap((anonymousId) =>
    [
      ['Consent Granted', { channel: 'web', source: 'banner', text_version: '1', lawful_basis: 'consent' }],
      ['Product Added', { product_id: 'LAMP', name: 'Reading lamp', price: 50, quantity: 1, cart_id: v7() }],
    ].map(([event, properties]) => ({
      ...{ anonymousId, type: 'track', event, properties },
      ...{ messageId: v7(), timestamp: new Date().toISOString() },
    })),
  );
  for (let from = 0; from < events.length; from += BATCH) {
    const body = JSON.stringify({ batch: events.slice(from, from + BATCH), writeKey });
    const answer = await fetch(`${url}/v1/batch`, { method: 'POST', body });
    if (!answer.ok) throw new Error(`The events were refused: ${answer.status}`);
  }
  const { workspaceId } = ctx;
  while ((await ctx.db.eventPending.count({ where: { workspaceId } })) > 0) {
    await processPending(await contextOf(workspaceId), { limit: 200 });
  }
  return ids;
}
