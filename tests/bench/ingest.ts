import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'pg';
import { rewritePolicy } from '../factories/rewrite-policy';
import { against, alone, type Measurement, percentile } from './report';

const EVENTS = 30_000;
const BATCH = 100;
const CONNECTIONS = 8;
const CUSTOMERS = 2_000;
/** Carts that are followed from their events to what is decided of them. */
const CARTS = 2_000;

type Event = Record<string, unknown>;

/**
 * Events accepted through HTTP by the built product, each durable before its 200. Baseline: the same rows by bare multi-row
 * INSERT. Then events of people who leave a cart, from the first request until all of them are folded and each cart is
 * decided on and stored.
 */
export async function benchIngest(databaseUrl: string): Promise<Measurement[]> {
  const { freshWorkspace } = await import('../factories/fresh-workspace');
  const { writeKey, workspaceId } = await freshWorkspace();
  const product = await startProduct(databaseUrl);
  try {
    await post(product.url, writeKey, batchesOf('warm-up', 2_000));
    const http = await post(product.url, writeKey, batchesOf('bench', EVENTS));
    const raw = await insertBare(databaseUrl, workspaceId);
    const road = await toDecisions(product.url);
    return [
      against('ingest', http.perSecond, 'events/s', raw),
      alone('ingest request p50', percentile(http.latencies, 0.5), 'ms'),
      alone('ingest request p99', percentile(http.latencies, 0.99), 'ms'),
      alone('ingested to decided', road.events / road.seconds, 'events/s'),
      alone('ingested to decided', road.decisions / road.seconds, 'decisions/s'),
    ];
  } finally {
    product.stop();
  }
}

async function startProduct(databaseUrl: string): Promise<{ url: string; stop: () => void }> {
  const built = spawnSync('npm', ['run', '--silent', 'build'], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (built.status !== 0) throw new Error('The product could not be built.');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    DATABASE_URL: databaseUrl,
    PORT: String(port),
    APP_URL: url,
    NEXTAUTH_URL: url,
    NEXT_TELEMETRY_DISABLED: '1',
  };
  const child: ChildProcess = spawn(
    process.execPath,
    ['node_modules/next/dist/bin/next', 'start', '-H', '127.0.0.1', '-p', String(port)],
    {
      env: { ...env, NODE_ENV: 'production' },
      stdio: 'ignore',
    },
  );
  for (let attempt = 0; attempt < 300; attempt++) {
    const answer = await fetch(`${url}/api/health`).catch(() => null);
    if (answer?.ok) return { url, stop: () => void child.kill('SIGKILL') };
    await sleep(100);
  }
  child.kill('SIGKILL');
  throw new Error('The product did not become healthy within 30 seconds.');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('No port.')),
      );
    });
  });
}

function eventOf(prefix: string, index: number): Event {
  const customer = index % CUSTOMERS;
  return {
    type: 'track',
    messageId: `${prefix}-${index}`,
    userId: `customer-${customer}`,
    event: index % 3 === 0 ? 'Product Added' : 'Product Viewed',
    timestamp: new Date(Date.now() - (index % 86_400) * 1_000).toISOString(),
    properties: {
      cart_id: `cart-${customer}`,
      product_id: `sku-${index % 60}`,
      name: 'Enamel mug',
      price: 12.5,
      quantity: 1,
    },
    context: { library: { name: 'bench', version: '1' }, userAgent: 'bench' },
  };
}

/** What a new customer does who leaves a cart: says who they are, looks around, and puts two things into it. */
function leftCart(index: number, leftAt: number): Event[] {
  const common = { userId: `left-${index}`, context: { library: { name: 'bench', version: '1' } } };
  const at = (minutes: number) => new Date(leftAt + minutes * 60_000).toISOString();
  const consents = [{ channel: 'email', status: 'granted', source: 'checkout', text_version: '1' }];
  const traits = { email: `left-${index}@customers.example`, firstName: 'Ada', country: 'GB', consents };
  const product = (number: number) => ({
    ...{ product_id: `sku-${(index + number) % 60}`, name: 'Enamel mug', price: 25, quantity: 1 },
  });
  return [
    { ...common, type: 'identify', messageId: `left-${index}-0`, timestamp: at(0), traits },
    ...[1, 2, 3, 4, 5].map((number) => ({
      ...{ ...common, type: 'track', messageId: `left-${index}-${number}`, timestamp: at(number) },
      event: number < 4 ? 'Product Viewed' : 'Product Added',
      properties: { ...product(number), ...(number >= 4 && { cart_id: `left-${index}` }) },
    })),
  ];
}

/** The whole road, in a workspace of its own: what comes in is folded and decided meanwhile, turn after turn. */
async function toDecisions(url: string): Promise<{ events: number; decisions: number; seconds: number }> {
  const { contextOf, freshWorkspace } = await import('../factories/fresh-workspace');
  const { UNDRAWN_POLICY } = await import('../factories/undrawn-policy');
  const { decideIdleCarts } = await import('@/server/services/decisions');
  const { processPending } = await import('@/server/services/events');
  const { activePolicy } = await import('@/server/services/policies');
  const { ctx, workspaceId, writeKey } = await freshWorkspace();
  await activePolicy(ctx);
  await rewritePolicy(ctx, UNDRAWN_POLICY);
  const leftAt = Date.now() - 4 * 3_600_000;
  const events = Array.from({ length: CARTS }, (_, index) => leftCart(index, leftAt)).flat();
  const batches = Array.from({ length: Math.ceil(events.length / BATCH) }, (_, batch) =>
    events.slice(batch * BATCH, (batch + 1) * BATCH),
  );
  const started = performance.now();
  let isPosted = false;
  const posting = post(url, writeKey, batches).finally(() => {
    isPosted = true;
  });
  let decisions = 0;
  for (let isOver = false; !isOver; ) {
    const wasPosted = isPosted;
    const now = { ...(await contextOf(workspaceId)), publish: async () => {} };
    const { remaining } = await processPending(now, { limit: 5_000 });
    const { decided } = await decideIdleCarts(now, { limit: CARTS });
    decisions += decided;
    isOver = wasPosted && !remaining && decided === 0;
  }
  await posting;
  if (decisions < CARTS) throw new Error(`Of ${CARTS} carts ${decisions} were decided on.`);
  return { events: events.length, decisions, seconds: (performance.now() - started) / 1_000 };
}

function batchesOf(prefix: string, count: number): Event[][] {
  return Array.from({ length: count / BATCH }, (_, batch) =>
    Array.from({ length: BATCH }, (_unused, index) => eventOf(prefix, batch * BATCH + index)),
  );
}

async function post(
  url: string,
  writeKey: string,
  batches: Event[][],
): Promise<{ perSecond: number; latencies: number[] }> {
  const headers = {
    'content-type': 'application/json',
    authorization: `Basic ${Buffer.from(`${writeKey}:`).toString('base64')}`,
  };
  const bodies = batches.map((batch) => JSON.stringify({ batch, sentAt: new Date().toISOString() }));
  const latencies: number[] = [];
  let next = 0;
  const started = performance.now();
  const worker = async () => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) {
      const began = performance.now();
      const answer = await fetch(`${url}/v1/batch`, { method: 'POST', headers, body });
      const words = await answer.text();
      if (!answer.ok) throw new Error(`The events API answered ${answer.status}: ${words}`);
      latencies.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  const seconds = (performance.now() - started) / 1_000;
  return { perSecond: (batches.length * BATCH) / seconds, latencies: latencies.sort((a, b) => a - b) };
}

/** The same rows into a bare table of the same shape, by multi-row INSERT, as many connections at once. */
async function insertBare(databaseUrl: string, workspaceId: string): Promise<number> {
  const pool = new Pool({ connectionString: databaseUrl, max: CONNECTIONS });
  await pool.query('CREATE TABLE bench_event (LIKE event INCLUDING ALL)');
  const batches = batchesOf('bare', EVENTS);
  let next = 0;
  const started = performance.now();
  const worker = async () => {
    for (let batch = batches[next++]; batch; batch = batches[next++]) {
      await pool.query(
        `INSERT INTO bench_event (workspace_id, message_id, type, name, user_id, occurred_at, properties, context)
         SELECT $1, e->>'messageId', e->>'type', e->>'event', e->>'userId', (e->>'timestamp')::timestamptz, e->'properties', e->'context'
         FROM jsonb_array_elements($2::jsonb) e`,
        [workspaceId, JSON.stringify(batch)],
      );
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
  const seconds = (performance.now() - started) / 1_000;
  await pool.end();
  return EVENTS / seconds;
}
