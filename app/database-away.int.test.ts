import { setTimeout as pause } from 'node:timers/promises';
import { Inngest } from 'inngest';
import { NextRequest } from 'next/server';
import { encode } from 'next-auth/jwt';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { proxy } from '@/proxy';
import { authOptions } from '@/server/auth/config';
import { sessionCookieName } from '@/server/auth/cookie';
import { databaseIsAway } from '@/server/database-state';
import { embeddedClientOptions, executorPool, startExecutor, stopExecutor } from '@/server/embedded/executor';
import { startServer, stopServer } from '@/server/embedded/postgres/cluster';
import { dispatchDue } from '@/server/services/delivery';
import { signIn } from '@/server/services/sign-in';
import { watchDatabase } from '@/server/watch-database';
import { type FreshWorkspace, freshWorkspace } from '@/tests/factories/fresh-workspace';
import { PASSWORD, personWithPassword } from '@/tests/factories/person';
import { queuedTouch } from '@/tests/factories/touch';
import { asOwner } from '@/tests/harness/as-owner';
import { fillDisk } from '@/tests/harness/full-disk';
import { GET as exportCustomers } from './api/exports/customers/route';
import { GET as health } from './api/health/route';
import { GET as importStatus, POST as upload } from './api/imports/route';
import { GET as trpc } from './api/trpc/[trpc]/route';
import { GET as click, HEAD as lookAtLink } from './t/c/[token]/route';
import { GET as open } from './t/o/[token]/route';
import { POST as choose, GET as preferencePage } from './t/p/[token]/route';
import { POST as unsubscribe, GET as unsubscribePage } from './t/u/[token]/route';
import { POST as decide } from './v1/decide/route';
import { POST as track } from './v1/track/route';

// A cluster of its own, because it is stopped; the address must be known before anything reads the environment.
const temporary = await vi.hoisted(async () => {
  const { startOwnCluster } = await import('@/tests/harness/own-cluster');
  process.env.DATABASE_LOCK_TIMEOUT_MS = '250';
  return startOwnCluster();
});

const visitor = vi.hoisted(() => ({ cookies: new Map<string, string>() }));
vi.mock('next/headers', () => ({
  cookies: async () => ({
    get: (name: string) => (visitor.cookies.has(name) ? { name, value: visitor.cookies.get(name) } : undefined),
  }),
  headers: async () => new Headers(),
}));

const ORIGIN = 'http://localhost:3000';
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

type Door = { name: string; ask: () => Promise<Response>; whenBack: number };

let server = temporary.server;
let doors: Door[] = [];
let ctx: FreshWorkspace['ctx'];
let isSuppressed: () => Promise<boolean>;
let email = '';
let sessionId = '';
const said: string[] = [];
const watch = watchDatabase({ url: temporary.url, note: (words) => said.push(words) });

const get = (path: string) => new Request(`${ORIGIN}${path}`, { headers: { 'user-agent': BROWSER } });
const form = (fields: Record<string, string>) =>
  new Request(`${ORIGIN}/t/u/x`, { method: 'POST', body: new URLSearchParams(fields) });
const at = (token: string) => ({ params: Promise.resolve({ token }) });

beforeAll(async () => {
  const fresh = await freshWorkspace({ isDemo: true });
  const { workspaceId, writeKey } = fresh;
  ctx = fresh.ctx;
  ({ email } = await personWithPassword(workspaceId, 'admin'));
  const signedIn = await signIn({ email, password: PASSWORD, address: '203.0.113.1', userAgent: null });
  if (!signedIn.ok) throw new Error(signedIn.reason);
  sessionId = signedIn.sessionId;
  const secret = process.env.NEXTAUTH_SECRET ?? '';
  visitor.cookies.set(sessionCookieName(), await encode({ token: { sessionId }, secret }));

  const { messageId } = await queuedTouch(ctx);
  await dispatchDue(ctx, { limit: 10 });
  const message = await ctx.db.message.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id: messageId } } });
  const tokenOf = (kind: string) => message.html?.match(new RegExp(`/t/${kind}/([\\w-]{68})`))?.[1] ?? '';
  const [clicked, opened, left, chosen] = [tokenOf('c'), tokenOf('o'), tokenOf('u'), tokenOf('p')];
  isSuppressed = async () => (await ctx.db.suppression.count({ where: { workspaceId, messageId } })) > 0;

  const executor = await startExecutor({
    client: new Inngest({ id: 'away', ...embeddedClientOptions() }),
    functions: [],
    pool: executorPool(),
  });
  await vi.waitFor(() => expect(executor.state.status).toBe('running'), 10_000);

  const { slug } = ctx.workspace;
  const event = () =>
    new Request(`${ORIGIN}/v1/track`, {
      method: 'POST',
      headers: { authorization: `Bearer ${writeKey}` },
      body: JSON.stringify({ event: 'Product Viewed', userId: 'u-1', properties: { product_id: 'p-1' } }),
    });
  const pageAsks = () =>
    new Request(`${ORIGIN}/v1/decide`, {
      method: 'POST',
      body: JSON.stringify({ writeKey, anonymousId: 'visitor-0123456789abcdef', slot: 'leaving' }),
    });
  const file = () =>
    new Request(`${ORIGIN}/api/imports?workspace=${slug}`, {
      method: 'POST',
      headers: { origin: ORIGIN, 'content-type': 'text/csv' },
      body: 'Invoice\n',
    });
  const input = encodeURIComponent(
    JSON.stringify({ 0: { json: { workspace: slug } }, 1: { json: { workspace: slug } } }),
  );
  doors = [
    { name: 'events', ask: () => track(event()), whenBack: 200 },
    { name: 'decide', ask: () => decide(pageAsks()), whenBack: 200 },
    { name: 'click', ask: () => click(get('/t/c/x'), at(clicked)), whenBack: 302 },
    { name: 'look at link', ask: () => lookAtLink(get('/t/c/x'), at(clicked)), whenBack: 302 },
    { name: 'unsubscribe page', ask: () => unsubscribePage(get('/t/u/x'), at(left)), whenBack: 200 },
    { name: 'preference page', ask: () => preferencePage(get('/t/p/x'), at(chosen)), whenBack: 200 },
    { name: 'preferences', ask: () => choose(form({ action: 'pause' }), at(chosen)), whenBack: 200 },
    { name: 'one click', ask: () => unsubscribe(form({ 'List-Unsubscribe': 'One-Click' }), at(left)), whenBack: 200 },
    { name: 'unsubscribe', ask: () => unsubscribe(form({ action: 'unsubscribe' }), at(left)), whenBack: 200 },
    { name: 'api', ask: () => trpc(get('/api/trpc/account.me')), whenBack: 200 },
    {
      name: 'api, several calls',
      ask: () => trpc(get(`/api/trpc/workspaces.get,people.list?batch=1&input=${input}`)),
      whenBack: 200,
    },
    { name: 'health', ask: () => health(), whenBack: 200 },
    { name: 'export', ask: () => exportCustomers(get(`/api/exports/customers?workspace=${slug}`)), whenBack: 200 },
    {
      name: 'import status',
      ask: () => importStatus(get(`/api/imports?workspace=${slug}&id=019aa000-0000-7000-8000-000000000000`)),
      whenBack: 404,
    },
    // A workspace in real time takes no log of the past.
    { name: 'import', ask: () => upload(file()), whenBack: 400 },
  ];
  // The pixel is an image, whatever happens.
  doors.push({ name: 'open', ask: () => open(get('/t/o/x'), at(`${opened}.gif`)), whenBack: 200 });
});

afterAll(async () => {
  watch.stop();
  await stopExecutor();
  await temporary.remove();
});

const page = () => proxy(new NextRequest(`${ORIGIN}/harbour/customers`));
const signInHandlers = (onAway: () => void) => {
  const { providers, events } = authOptions(onAway);
  const { authorize } = (providers[0] as unknown as { options: { authorize: (...args: object[]) => Promise<object> } })
    .options;
  return { authorize: () => authorize({ email, password: PASSWORD }, { headers: {} }), signOut: events?.signOut };
};

/** Doors whose answer is a promise that something is written down. */
const WRITING = ['events', 'preferences', 'one click', 'unsubscribe', 'export'];

describe('a database whose disk is full', () => {
  it.runIf(process.platform === 'linux')(
    'is answered for with 503 and when to come again wherever something must be written',
    {
      timeout: 90_000,
    },
    async () => {
      const makeRoom = await fillDisk(temporary);
      for (const { name, ask, whenBack } of doors) {
        const response = await ask();
        const mustWrite = WRITING.includes(name);
        expect([name, response.status]).toEqual([name, mustWrite ? 503 : whenBack]);
        expect([name, response.headers.get('retry-after')]).toEqual([name, mustWrite ? '5' : null]);
        await response.text();
      }
      expect(await isSuppressed()).toBe(false);
      const onAway = vi.fn();
      await expect(signInHandlers(onAway).authorize()).rejects.toThrow(/^unavailable$/);
      expect(onAway).toHaveBeenCalledOnce();
      await makeRoom();
      for (const { name, ask, whenBack } of doors.filter((door) =>
        ['events', 'preferences', 'export'].includes(door.name),
      ))
        expect([name, (await ask()).status]).toEqual([name, whenBack]);
    },
  );
});

describe('a transaction that somebody leaves open', () => {
  it('keeps no door waiting: 503 until it ends', { timeout: 60_000 }, async () => {
    await asOwner(async (somebody) => {
      const { rows } = await somebody.query<{ all: string }>(
        "SELECT string_agg(oid::regclass::text, ', ') AS all FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace",
      );
      await somebody.query('BEGIN');
      await somebody.query(`LOCK TABLE ${rows[0]?.all} IN ACCESS EXCLUSIVE MODE`);
      for (const { name, ask } of doors.filter((door) => door.name !== 'open')) {
        const startedAt = performance.now();
        const response = await ask();
        expect([name, response.status]).toEqual([name, 503]);
        expect([name, Number(response.headers.get('retry-after'))]).toEqual([name, expect.toSatisfy((s) => s > 0)]);
        expect([name, performance.now() - startedAt]).toEqual([name, expect.toSatisfy((ms) => ms < 5_000)]);
        const text = await response.text();
        if (name === 'api') expect(text).toContain('The database is busy');
      }
      await somebody.query('ROLLBACK');
    });
    for (const { name, ask, whenBack } of doors.filter((door) => ['events', 'api', 'export'].includes(door.name)))
      expect([name, (await ask()).status]).toEqual([name, whenBack]);
  });

  it('on rows that sending needs is passed by or waited for, and the message leaves once it is over', async () => {
    const { messageId, decisionId } = await queuedTouch(ctx);
    const { workspaceId } = ctx;
    const send = () => dispatchDue({ ...ctx, now: new Date() }, { limit: 10, leaseMs: 20_000 });
    await asOwner(async (somebody) => {
      await somebody.query('BEGIN');
      await somebody.query('SELECT 1 FROM message WHERE id = $1 FOR UPDATE', [messageId]);
      expect((await send()).sent).toBe(0);
      await somebody.query('ROLLBACK');
      await somebody.query('BEGIN');
      await somebody.query('SELECT 1 FROM decision WHERE id = $1 FOR UPDATE', [decisionId]);
      const sending = send();
      // The provider has it; that it has cannot be written down yet.
      const isInTheAir = async () => (await ctx.db.message.count({ where: { workspaceId, status: 'attempting' } })) > 0;
      await expect.poll(isInTheAir, { timeout: 20_000 }).toBe(true);
      await pause(1_000);
      await somebody.query('ROLLBACK');
      expect((await sending).sent).toBe(1);
    });
    const message = await ctx.db.message.findFirst({ where: { workspaceId, id: messageId } });
    expect(message?.status).toBe('delivered');
  });
});

describe('a database that goes away', () => {
  it('is answered for at every door with 503 and when to come again, until it is back', {
    timeout: 90_000,
  }, async () => {
    await stopServer(server.pid);

    for (const { name, ask } of doors.filter((door) => door.name !== 'open')) {
      const response = await ask();
      expect([name, response.status]).toEqual([name, 503]);
      expect([name, Number(response.headers.get('retry-after'))]).toEqual([name, expect.toSatisfy((s) => s > 0)]);
      await response.text();
    }
    const pixel = await doors.find(({ name }) => name === 'open')?.ask();
    expect(pixel?.headers.get('content-type')).toBe('image/gif');

    const onAway = vi.fn();
    await expect(signInHandlers(onAway).authorize()).rejects.toThrow(/^unavailable$/);
    expect(onAway).toHaveBeenCalledOnce();
    await expect(Promise.resolve(signInHandlers(onAway).signOut?.({ token: { sessionId } } as never))).rejects.toThrow(
      /^unavailable$/,
    );
    expect(onAway).toHaveBeenCalledTimes(2);

    await vi.waitFor(() => expect(databaseIsAway()).toBe(true), 10_000);
    const shown = page();
    expect(shown.status).toBe(503);
    expect(shown.headers.get('retry-after')).toBe('5');
    expect(await shown.text()).toContain('The database is restarting');

    server = await startServer(temporary.cluster);
    await vi.waitFor(() => expect(databaseIsAway()).toBe(false), 20_000);
    expect(page().headers.get('x-middleware-next')).toBe('1');
    expect(said).toEqual([
      'The database is away; requests are answered with 503 until it is back.',
      expect.stringMatching(/^The database is back after \d+\.\d s\.$/),
    ]);
    expect(await isSuppressed()).toBe(false);
    for (const { name, ask, whenBack } of doors) {
      await vi.waitFor(
        async () => {
          const response = await ask();
          await response.text();
          expect([name, response.status]).toEqual([name, whenBack]);
        },
        { timeout: 10_000, interval: 200 },
      );
    }
    expect(await isSuppressed()).toBe(true);
  });
});
