import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { NextRequest } from 'next/server';
import { encode } from 'next-auth/jwt';
import { v7 } from 'uuid';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { type Right, ROLES, type Role, roleMay } from '@/domain/workspaces/permissions';
import { functions } from '@/inngest';
import type { EventName } from '@/inngest/events';
import { sessionCookieName } from '@/server/auth/cookie';
import { createContext } from '@/server/context';
import { heldUntil } from '@/server/services/delivery';
import { fileTurn, importTurn } from '@/server/services/imports';
import { receiveRequest, requestTurnOf } from '@/server/services/privacy';
import { replayTurnOf, startReplay } from '@/server/services/replay';
import { createSegment } from '@/server/services/segments';
import { linkSigner } from '@/server/signing';
import { systemDb } from '@/server/system-db';
import { type FreshWorkspace, freshWorkspace } from '@/tests/factories/fresh-workspace';
import { personWithPassword } from '@/tests/factories/person';
import { queuedTouch, type Touch } from '@/tests/factories/touch';

// Every way into the product beside tRPC (server/trpc/authorisation.int.test.ts): who may, what a stranger is answered,
// and what somebody is answered who names another workspace. A door without a row here breaks the build.

const visitor = vi.hoisted(() => ({ cookies: new Map<string, string>() }));
vi.mock('next/headers', () => ({
  cookies: async () => ({
    get: (name: string) => (visitor.cookies.has(name) ? { name, value: visitor.cookies.get(name) } : undefined),
    set: () => {},
  }),
  headers: async () => new Headers(),
}));

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';
type Handler = (request: Request, context: { params: Promise<Record<string, string>> }) => Promise<Response>;
type Call = { path?: string; query?: Record<string, string>; params?: Record<string, string>; init?: RequestInit };
type Ids = Touch & { runId: string; importId: string; fileId: string; segmentId: string; requestId: string };

/** A door of files: for members of the workspace in its query whose role has the right. */
type MembersDoor = {
  right: Right;
  methods: Method[];
  /** What a member asks of the own workspace, by method; `foreign` names things of another one. */
  ask: (ids: Ids) => { method: Method; call: Call; foreign: 'not_found' | 'nothing of it' | 'names nothing' }[];
};
/** A door that asks for no membership: `because` is why, and the cases are what tells. */
type OpenDoor = {
  because: string;
  methods: Method[];
  cases: (world: World) => { what: string; method: Method; call: Call; status: number }[];
};
type World = { own: FreshWorkspace; other: FreshWorkspace; ids: Ids; foreignToken: string; accountId: string };

const SEGMENT = {
  name: 'Known',
  rule: {
    kind: 'group' as const,
    match: 'all' as const,
    not: false,
    rules: [{ kind: 'contact' as const, field: 'email' as const, op: 'known' as const }],
  },
};
const period = { from: new Date(0), to: new Date('2200-01-01T00:00:00.000Z') };
const file =
  (
    query: (ids: Ids) => Record<string, string> = () => ({}),
    foreign: 'not_found' | 'nothing of it' | 'names nothing' = 'names nothing',
  ) =>
  (ids: Ids) => [{ method: 'GET' as const, call: { query: query(ids) }, foreign }];

const MEMBERS: Record<string, MembersDoor> = {
  'api/exports/audit': { right: 'audit.export', methods: ['GET'], ask: file() },
  'api/exports/customers': { right: 'customers.read', methods: ['GET'], ask: file() },
  'api/exports/dead-letters': { right: 'events.read', methods: ['GET'], ask: file() },
  'api/exports/decision': {
    right: 'decisions.read',
    methods: ['GET'],
    ask: ({ decisionId }) =>
      [undefined, 'proof'].map((as) => ({
        method: 'GET',
        call: { query: { id: decisionId, ...(as && { as }) } },
        foreign: 'not_found',
      })),
  },
  'api/exports/decisions': {
    right: 'decisions.read',
    methods: ['GET'],
    ask: file(({ decisionId }) => ({ ids: decisionId }), 'nothing of it'),
  },
  'api/exports/figures': {
    right: 'measurement.read',
    methods: ['GET'],
    ask: file(() => ({ kpi: 'attributed_revenue', from: '2026-11-01', to: '2026-11-20' })),
  },
  'api/exports/import-rows': {
    right: 'imports.run',
    methods: ['GET'],
    ask: file(({ fileId }) => ({ id: fileId }), 'not_found'),
  },
  'api/exports/ledger': { right: 'offers.read', methods: ['GET'], ask: file() },
  'api/exports/privacy': {
    right: 'privacy.manage',
    methods: ['GET'],
    ask: ({ requestId }) =>
      [undefined, ['table', 'customer'], ['what', 'certificate']].map((more) => ({
        method: 'GET',
        call: { query: { id: requestId, ...(more && { [more[0] ?? '']: more[1] ?? '' }) } },
        foreign: 'not_found',
      })),
  },
  'api/exports/privacy-requests': { right: 'privacy.manage', methods: ['GET'], ask: file() },
  'api/exports/replays': {
    right: 'decisions.read',
    methods: ['GET'],
    ask: file(({ runId }) => ({ runId }), 'not_found'),
  },
  'api/exports/report': {
    right: 'measurement.read',
    methods: ['GET'],
    ask: file(() => ({ kind: 'weekly', day: '2026-11-02' })),
  },
  'api/exports/scorecard': {
    right: 'measurement.read',
    methods: ['GET'],
    ask: file(() => ({ from: '2026-11-01', to: '2026-11-20' })),
  },
  'api/exports/segment': {
    right: 'customers.read',
    methods: ['GET'],
    ask: file(({ segmentId }) => ({ id: segmentId }), 'not_found'),
  },
  'api/exports/unusual': { right: 'measurement.read', methods: ['GET'], ask: file() },
  'api/exports/suppressions': { right: 'suppressions.read', methods: ['GET'], ask: file() },
  'api/exports/verdicts': { right: 'review.read', methods: ['GET'], ask: file() },
  // It only takes files: see below.
  'api/experiments': { right: 'experiments.run', methods: ['POST'], ask: () => [] },
  // It only takes files: see below.
  'api/imports/files': { right: 'imports.run', methods: ['POST'], ask: () => [] },
  'api/imports': {
    right: 'imports.run',
    methods: ['GET', 'POST'],
    ask: ({ importId }) => [{ method: 'GET', call: { query: { id: importId } }, foreign: 'not_found' }],
  },
};

const uploaded = {
  fileName: 'x.csv',
  filePath: '/nowhere/x.csv',
  fileHash: '0'.repeat(64),
  fileBytes: 1,
  encoding: 'utf-8',
  delimiter: ',',
  header: ['email'],
};
const PAST_EXPERIMENT = {
  name: 'Of the test',
  arm: 'arm',
  measured: [{ column: 'bought', kind: 'share', role: 'goal', goal: 'increase' }],
};
const track = JSON.stringify({ userId: 'u', event: 'Product Viewed', properties: {} });
const json = { 'content-type': 'application/json' };
const keyed = (key: string) => ({ ...json, authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}` });
const eventsDoor = (body: string): OpenDoor => ({
  because: 'the write key says whose events these are',
  methods: ['OPTIONS', 'POST'],
  cases: () => [
    { what: 'no key', method: 'POST', call: { init: { method: 'POST', headers: json, body } }, status: 401 },
    {
      what: 'a key of nobody',
      method: 'POST',
      call: { init: { method: 'POST', headers: keyed(`wk_${'x'.repeat(32)}`), body } },
      status: 401,
    },
  ],
});
const asksPage = (more: object) => ({
  method: 'POST',
  body: JSON.stringify({ slot: 'leaving', anonymousId: 'visitor-0123456789abcdef', ...more }),
});
const EVERY_METHOD: Method[] = ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'];
const nothingAt = (under: 'api' | 'v1'): OpenDoor => ({
  because: 'nothing stands at these addresses, and programs are told so',
  methods: EVERY_METHOD,
  cases: () =>
    EVERY_METHOD.map((method) => ({ what: method, method, call: { path: `${under}/no/such` }, status: 404 })),
});
const ofOurs = (body: string) => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', origin: 'http://localhost:3000', host: 'localhost:3000' },
  body,
});
const inngestCall = (method: Method) => ({
  what: `${method} without a signature`,
  method,
  call: { init: { method } },
  status: 401,
});

const OPEN: Record<string, OpenDoor> = {
  '(shop)/shop/[workspace]/enter': {
    because: 'the demo shop is open to everybody, as shops are; other workspaces have none',
    methods: ['GET'],
    cases: ({ other }) => [
      {
        what: 'a workspace that is no demo',
        method: 'GET',
        call: { params: { workspace: other.ctx.workspace.slug } },
        status: 404,
      },
    ],
  },
  '(shop)/shop/images/[file]': {
    because: 'drawings of the catalogue that comes with the product',
    methods: ['GET'],
    cases: () => [{ what: 'no such drawing', method: 'GET', call: { params: { file: '../x.svg' } }, status: 404 }],
  },
  'api/[[...rest]]': nothingAt('api'),
  'v1/[[...rest]]': nothingAt('v1'),
  'api/access/[token]': {
    because: 'whoever has the address is let in by it, once; others sign in',
    methods: ['POST'],
    cases: () => [
      {
        what: 'no page of ours',
        method: 'POST',
        call: { params: { token: 'x'.repeat(32) }, init: { method: 'POST', body: '{}' } },
        status: 403,
      },
      {
        what: 'an address of nobody',
        method: 'POST',
        call: { params: { token: 'x'.repeat(32) }, init: ofOurs('{}') },
        status: 404,
      },
      {
        what: 'no JSON',
        method: 'POST',
        call: { params: { token: 'x'.repeat(32) }, init: ofOurs('name=Pat') },
        status: 400,
      },
    ],
  },
  'api/auth/[...nextauth]': {
    because: 'one signs in here; server/services/sign-in counts tries',
    methods: ['GET', 'POST'],
    cases: () => [],
  },
  'api/health': {
    because: 'whoever restarts the product asks it; it says nothing of any workspace',
    methods: ['GET'],
    cases: () => [],
  },
  'api/inngest': {
    because: 'signed by Inngest; the embedded executor uses no network',
    methods: ['GET', 'POST', 'PUT'],
    cases: () => [inngestCall('GET'), inngestCall('POST'), inngestCall('PUT')],
  },
  'api/trpc/[trpc]': {
    because: 'each procedure says whom it is for: server/trpc/authorisation.int.test.ts',
    methods: ['GET', 'POST'],
    cases: ({ own }) => [
      {
        what: 'a stranger',
        method: 'GET',
        call: {
          path: 'api/trpc/workspaces.get',
          query: { input: JSON.stringify({ json: { workspace: own.ctx.workspace.slug } }) },
        },
        status: 401,
      },
      {
        what: 'a stranger whose question is too long for an address',
        method: 'POST',
        call: {
          path: 'api/trpc/workspaces.get',
          init: ofOurs(JSON.stringify({ json: { workspace: own.ctx.workspace.slug } })),
        },
        status: 401,
      },
    ],
  },
  's/[token]/pdf': {
    because: 'whoever has the address reads what was kept under it, and nothing else',
    methods: ['GET'],
    cases: () => [
      { what: 'an address of nobody', method: 'GET', call: { params: { token: 'x'.repeat(32) } }, status: 404 },
      { what: 'an address cut short', method: 'GET', call: { params: { token: 'x' } }, status: 404 },
    ],
  },
  't/c/[token]': {
    because: 'the link is signed, with the workspace in it',
    methods: ['GET', 'HEAD'],
    cases: ({ foreignToken }) => [
      { what: 'a link of another installation', method: 'GET', call: { params: { token: foreignToken } }, status: 404 },
    ],
  },
  't/o/[token]': {
    because: 'the pixel is signed, and always an image',
    methods: ['GET', 'HEAD'],
    cases: ({ foreignToken }) => [
      {
        what: 'a pixel of another installation',
        method: 'GET',
        call: { params: { token: foreignToken } },
        status: 200,
      },
    ],
  },
  't/p/[token]': {
    because: 'the link is signed, with the workspace in it; nobody signs in to choose what they get',
    methods: ['GET', 'POST'],
    cases: ({ foreignToken }) => [
      { what: 'a link of another installation', method: 'GET', call: { params: { token: foreignToken } }, status: 404 },
      {
        what: 'a choice for another installation',
        method: 'POST',
        call: {
          params: { token: foreignToken },
          init: { method: 'POST', body: new URLSearchParams({ action: 'stop' }) },
        },
        status: 404,
      },
    ],
  },
  't/u/[token]': {
    because: 'the link is signed, with the workspace in it; nobody signs in to unsubscribe',
    methods: ['GET', 'POST'],
    cases: ({ foreignToken }) => [
      { what: 'a link of another installation', method: 'GET', call: { params: { token: foreignToken } }, status: 404 },
      {
        what: 'an order for another installation',
        method: 'POST',
        call: {
          params: { token: foreignToken },
          init: { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) },
        },
        status: 404,
      },
    ],
  },
  't/y/[token]': {
    because: 'the link is signed, with the workspace in it; nobody signs in to confirm a sign-up',
    methods: ['GET', 'POST'],
    cases: ({ foreignToken }) => [
      { what: 'a link of another installation', method: 'GET', call: { params: { token: foreignToken } }, status: 404 },
      {
        what: 'a confirmation for another installation',
        method: 'POST',
        call: {
          params: { token: foreignToken },
          init: { method: 'POST', body: new URLSearchParams({ action: 'confirm' }) },
        },
        status: 404,
      },
    ],
  },
  'v1/webhooks/[account]': {
    because: 'each provider signs what it tells, and the address says whose account it is',
    methods: ['GET', 'POST'],
    cases: ({ accountId }) => [
      {
        what: 'no such address',
        method: 'POST',
        call: { params: { account: v7() }, init: { method: 'POST' } },
        status: 404,
      },
      { what: 'no uuid', method: 'GET', call: { params: { account: "' OR 1=1" } }, status: 404 },
      {
        what: 'no signature',
        method: 'POST',
        call: { params: { account: accountId }, init: { method: 'POST', headers: json, body: '[]' } },
        status: 401,
      },
      { what: 'nobody who asks whose it is', method: 'GET', call: { params: { account: accountId } }, status: 403 },
    ],
  },
  'v1/decide': {
    because: 'the write key says whose pages ask; what is for somebody known is told to nobody without proof',
    methods: ['OPTIONS', 'POST'],
    cases: () => [
      { what: 'no key', method: 'POST', call: { init: asksPage({}) }, status: 401 },
      {
        what: 'a key of nobody',
        method: 'POST',
        call: { init: asksPage({ writeKey: `wk_${'x'.repeat(32)}` }) },
        status: 401,
      },
    ],
  },
  'v1/decide/seen': {
    because: 'the token is signed, with the workspace in it',
    methods: ['OPTIONS', 'POST'],
    cases: ({ foreignToken }) => [
      {
        what: 'a token of another installation',
        method: 'POST',
        call: { init: { method: 'POST', body: JSON.stringify({ token: foreignToken, event: 'shown' }) } },
        status: 404,
      },
    ],
  },
  ...Object.fromEntries(
    ['alias', 'batch', 'group', 'identify', 'page', 'screen', 'track'].map((name) => [
      `v1/${name}`,
      eventsDoor(name === 'batch' ? `{"batch":[${track}]}` : track),
    ]),
  ),
};

/** Files with Server Actions, which are public POSTs, and each action of theirs. */
const ACTIONS: Record<string, string[]> = {
  'server/demo-shop/actions.ts': ['addProduct', 'enterCode', 'join', 'order', 'removeProduct'],
};

/**
 * What wakes each function; nobody calls one from outside. A cron finds where there is work and does it in the context of
 * one workspace after the other; an event names its workspace, and what else it names is looked for there.
 */
const FUNCTIONS: Record<string, 'cron' | EventName | EventName[]> = {
  'audit-checkpoint': 'cron',
  'autonomy-watch': 'cron',
  'campaign-launch': ['campaign/launched', 'segment/entered', 'segment/left'],
  'campaign-sweep': 'cron',
  'cart-sweep': 'cron',
  'creative-launch': 'campaign/launched',
  'creative-sweep': 'cron',
  'delivery-dispatch': 'message/queued',
  'delivery-hold': 'message/held',
  'delivery-sweep': 'cron',
  'dormancy-sweep': 'cron',
  'events-process': 'events/received',
  'events-sweep': 'cron',
  'file-import-run': 'file-import/requested',
  'file-import-sweep': 'cron',
  'import-forget': 'cron',
  'import-run': 'import/requested',
  'import-sweep': 'cron',
  'learning-sweep': 'cron',
  'lifecycle-sweep': 'cron',
  'notices-sweep': 'cron',
  'offer-expire': 'cron',
  'provider-watch': 'cron',
  'quality-sweep': 'cron',
  'privacy-run': 'privacy/requested',
  'privacy-sweep': 'cron',
  'replay-run': 'replay/requested',
  'replay-sweep': 'cron',
  'review-expire': 'cron',
  'review-rejudge': 'policy/activated',
  'rollout-watch': 'cron',
  'rollup-sweep': 'cron',
  'scorecard-mail': 'cron',
  'reports-mail': 'cron',
  'relearning-sweep': 'cron',
  'segments-sweep': 'cron',
  'segments-touched': 'segments/touched',
  'segments-watch': 'cron',
  'templates-sweep': 'cron',
  'twin-tick': 'cron',
  'volume-watch': 'cron',
  'figure-watch': 'cron',
  'wave-sweep': 'cron',
  'webhooks-process': 'webhook/received',
  'webhooks-sweep': 'cron',
  'web-sweep': 'cron',
};
/** Work of events that name something beside their workspace. */
const NAMED: Partial<Record<EventName, (workspaceId: string, ids: Ids) => Promise<unknown>>> = {
  'file-import/requested': (workspaceId, { fileId }) => fileTurn({ workspaceId, importId: fileId }),
  'import/requested': (workspaceId, { importId }) => importTurn({ workspaceId, importId }),
  'privacy/requested': (workspaceId, { requestId }) => requestTurnOf({ workspaceId, requestId }),
  'replay/requested': (workspaceId, { runId }) => replayTurnOf({ workspaceId, runId }),
  'message/held': async (workspaceId, { decisionId }) =>
    heldUntil(await createContext(workspaceId, { kind: 'job', name: 'delivery-hold' }), decisionId),
};

const root = path.resolve(import.meta.dirname, '..');
const sources = (folder: string) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx)$/.test(name) && !/generated\//.test(name))
    .map((name) => path.join(folder, name));
const routes = sources('app')
  .filter((name) => /(^|\/)route\.tsx?$/.test(name))
  .map((name) => path.dirname(path.relative('app', name)))
  .sort();

const handlersOf = (door: string): Promise<Record<string, Handler>> => import(path.join(root, 'app', door, 'route.ts'));

async function call(door: string, method: Method, { path: at, query, params, init }: Call): Promise<Response> {
  const url = new URL(`http://localhost:3000/${at ?? door}`);
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value);
  const handler = (await handlersOf(door))[method];
  if (!handler) throw new Error(`${door} has no ${method}.`);
  const request = new NextRequest(url, { method, ...init } as ConstructorParameters<typeof NextRequest>[1]);
  return handler(request, { params: Promise.resolve(params ?? {}) });
}

/** The status, also of what Next makes of a page that was not found. */
async function statusOf(answer: Promise<unknown>): Promise<number> {
  return answer.then(
    (response) => (response instanceof Response ? response.status : 200),
    (error: { digest?: string }) => Number(/;(\d{3})/.exec(error.digest ?? '')?.[1] ?? 500),
  );
}

async function signInAs(userId: string | null): Promise<void> {
  visitor.cookies.clear();
  if (!userId) return;
  const id = v7();
  await systemDb().session.create({ data: { id, userId, expiresAt: new Date(Date.now() + 3_600_000) } });
  const secret = process.env.NEXTAUTH_SECRET ?? '';
  visitor.cookies.set(sessionCookieName(), await encode({ token: { sessionId: id }, secret }));
}

let world: World;
const people = {} as Record<Role, string>;

beforeAll(async () => {
  const [own, other] = [await freshWorkspace(), await freshWorkspace()];
  for (const role of ROLES) people[role] = (await personWithPassword(own.workspaceId, role)).userId;
  const touch = await queuedTouch(other.ctx);
  const { id: runId } = await startReplay({ ...other.ctx, now: new Date() }, { tried: { kind: 'then' }, ...period });
  const { id: segmentId } = await createSegment(other.ctx, { document: SEGMENT });
  const importId = v7();
  const log = { kind: 'shop_log', fileName: 'log.csv', filePath: '/nowhere/log.csv', status: 'paused' as const };
  await systemDb().importJob.create({
    data: { ...log, id: importId, workspaceId: other.workspaceId, options: {}, totals: {} },
  });
  const fileId = v7();
  await systemDb().fileImport.create({
    data: { ...uploaded, id: fileId, workspaceId: other.workspaceId },
  });
  const link = { workspaceId: other.workspaceId, messageId: touch.messageId, position: 0 };
  const signed = (await linkSigner()).sign('click', link);
  const foreignToken = `${signed.slice(0, -2)}${signed.endsWith('A') ? 'BB' : 'AA'}`;
  const asked = { kind: 'access', regime: 'gdpr', identifierKind: 'external', identifier: 'u' } as const;
  const { id: requestId } = await receiveRequest(other.ctx, asked);
  const accountId = v7();
  await systemDb().providerAccount.create({
    data: {
      workspaceId: other.workspaceId,
      channel: 'email',
      id: accountId,
      provider: 'sendgrid',
      settings: {},
      secrets: {},
      hints: {},
      connectedAt: new Date(),
      updatedAt: new Date(),
    },
  });
  const ids = { ...touch, runId, importId, fileId, segmentId, requestId };
  world = { own, other, ids, foreignToken, accountId };
});

describe('every route handler', () => {
  it('has a row here', () => {
    expect(routes).toEqual([...Object.keys(MEMBERS), ...Object.keys(OPEN)].sort());
  });

  it.each(Object.entries({ ...MEMBERS, ...OPEN }))('%s answers these methods alone', async (door, { methods }) => {
    const exported = Object.keys(await handlersOf(door)).filter((name) => /^[A-Z]+$/.test(name));
    expect(exported.sort()).toEqual(methods);
  });

  const members = Object.entries(MEMBERS);

  it.each(members)('%s asks strangers to sign in', async (door, { ask }) => {
    await signInAs(null);
    for (const { method, call: asked } of ask(world.ids)) {
      const query = { ...asked.query, workspace: world.own.ctx.workspace.slug };
      expect(await statusOf(call(door, method, { ...asked, query }))).toBe(401);
    }
  });

  it.each(members)('%s knows no workspace one does not belong to', async (door, { ask }) => {
    for (const role of ROLES) {
      await signInAs(people[role]);
      for (const { method, call: asked } of ask(world.ids))
        for (const workspace of [world.other.ctx.workspace.slug, 'no-such-workspace'])
          expect(await statusOf(call(door, method, { ...asked, query: { ...asked.query, workspace } }))).toBe(404);
    }
  });

  it.each(members)(
    '%s is forbidden to every role without the right, and finds nothing of another workspace',
    async (door, { right, ask }) => {
      for (const role of ROLES) {
        await signInAs(people[role]);
        for (const { method, call: asked, foreign } of ask(world.ids)) {
          const query = { ...asked.query, workspace: world.own.ctx.workspace.slug };
          const response = await call(door, method, { ...asked, query });
          const expected = foreign === 'not_found' ? 404 : 200;
          expect(`${role}: ${response.status}`).toBe(`${role}: ${roleMay(role, right) ? expected : 403}`);
          const text = await response.text();
          for (const id of [world.other.workspaceId, world.ids.customerId, world.ids.decisionId])
            expect(text).not.toContain(id);
        }
      }
    },
  );

  it('names the files of a report by whose and of which days they are, and the table says so too', async () => {
    await signInAs(people.executive);
    const { slug } = world.own.ctx.workspace;
    const nameOf = async (door: string, query: Record<string, string>) => {
      const answer = await call(door, 'GET', { query: { workspace: slug, ...query } });
      return [answer.headers.get('content-disposition'), await answer.text()] as const;
    };
    const week = { kind: 'weekly', day: '2026-11-04' };
    const [csv, words] = await nameOf('api/exports/report', { ...week, as: 'csv' });
    expect(csv).toBe(`attachment; filename="weekly-review-${slug}-2026-11-02-to-2026-11-08.csv"`);
    expect(words.split(/\r?\n/)[0]).toContain('# Weekly review of ');
    expect(words.split(/\r?\n/)[1]).toContain('# Days: 2026-11-02 to 2026-11-08, beside 2026-10-26 to 2026-11-01');
    const [pdf] = await nameOf('api/exports/report', week);
    expect(pdf).toBe(`attachment; filename="weekly-review-${slug}-2026-11-02-to-2026-11-08.pdf"`);
    const [scorecard] = await nameOf('api/exports/scorecard', { from: '2026-11-01', to: '2026-11-20' });
    expect(scorecard).toBe(`attachment; filename="scorecard-${slug}-2026-11-01-to-2026-11-20.pdf"`);
  });

  it.each([
    ['api/imports', 'imports.run', {}],
    ['api/imports/files', 'imports.run', { file: 'x.csv' }],
    ['api/experiments', 'experiments.run', { file: 'x.csv', settings: JSON.stringify(PAST_EXPERIMENT) }],
  ] as const)('%s takes a file of members with the right alone', async (door, right, asked) => {
    const send = (workspace: string) =>
      statusOf(
        call(door, 'POST', {
          query: { workspace, ...asked },
          init: {
            method: 'POST',
            body: 'x',
            headers: { 'content-type': 'text/csv', origin: 'http://localhost:3000', host: 'localhost:3000' },
          },
        }),
      );
    await signInAs(null);
    expect(await send(world.own.ctx.workspace.slug)).toBe(401);
    for (const role of ROLES) {
      await signInAs(people[role]);
      expect(await send(world.other.ctx.workspace.slug)).toBe(404);
      if (!roleMay(role, right)) expect(await send(world.own.ctx.workspace.slug)).toBe(403);
    }
  });

  it.each(Object.entries(OPEN))('%s is open to who has what it asks for: $because', async (door, { cases }) => {
    await signInAs(null);
    const before = await stateOfOther();
    for (const { what, method, call: asked, status } of cases(world))
      expect(`${what}: ${await statusOf(call(door, method, asked))}`).toBe(`${what}: ${status}`);
    expect(await stateOfOther()).toBe(before);
  });

  it.each(['api', 'v1'] as const)('%s says in the form of the API that nothing stands at an address', async (under) => {
    const answer = await call(`${under}/[[...rest]]`, 'POST', { path: `${under}/trak` });
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toEqual({
      success: false,
      code: 'not_found',
      field: 'path',
      message: `There is nothing at POST /${under}/trak.`,
    });
  });

  it('v1 writes into the workspace of the key, whatever the body names', async () => {
    const before = await stateOfOther();
    const body = JSON.stringify({ ...JSON.parse(track), workspaceId: world.other.workspaceId, messageId: v7() });
    const init = { method: 'POST', headers: keyed(world.own.writeKey), body };
    expect(await statusOf(call('v1/track', 'POST', { init }))).toBe(200);
    expect(await systemDb().event.count({ where: { workspaceId: world.own.workspaceId } })).toBe(1);
    expect(await stateOfOther()).toBe(before);
  });
});

/** What a stranger could have changed. */
async function stateOfOther(): Promise<string> {
  const where = { workspaceId: world.other.workspaceId };
  const state = await Promise.all([
    systemDb().event.count({ where }),
    systemDb().messageEvent.count({ where }),
    systemDb().consentEvent.count({ where }),
    systemDb().suppression.count({ where }),
    systemDb().auditEntry.count({ where }),
    systemDb().providerReport.count({ where }),
    systemDb().message.findMany({ where, select: { id: true, status: true, openedAt: true, clickedAt: true } }),
  ]);
  return JSON.stringify(state);
}

describe('every Server Action', () => {
  const found = ['app', 'components', 'inngest', 'lib', 'server']
    .flatMap(sources)
    .filter((name) => /^\s*['"]use server['"]/m.test(readFileSync(path.join(root, name), 'utf8')));

  it('has a row here', async () => {
    expect(found).toEqual(Object.keys(ACTIONS));
    for (const [name, actions] of Object.entries(ACTIONS))
      expect(Object.keys(await import(path.join(root, name))).sort()).toEqual(actions);
  });

  it('finds no shop where a workspace is no demo', async () => {
    await signInAs(null);
    const before = await stateOfOther();
    for (const name of Object.keys(ACTIONS)) {
      const actions: Record<string, (...args: unknown[]) => Promise<unknown>> = await import(path.join(root, name));
      for (const action of Object.values(actions))
        expect(await statusOf(action(world.other.ctx.workspace.slug, null, new FormData()))).toBe(404);
    }
    expect(await stateOfOther()).toBe(before);
  });
});

describe('every Inngest function', () => {
  it('has a row here, with what wakes it', () => {
    const found = functions.map((fn): [string, string[]] => {
      const { triggers } = fn.opts as { triggers: ({ cron: string } | { event: string })[] };
      return [fn.id(), triggers.map((trigger) => ('cron' in trigger ? 'cron' : trigger.event))];
    });
    const rows = Object.entries(FUNCTIONS).map(([id, trigger]) => [id, [trigger].flat()]);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(rows));
  });

  it.each(Object.entries(NAMED))('woken by %s finds nothing of another workspace', async (_, work) => {
    const before = await stateOfOther();
    const done = await work(world.own.workspaceId, world.ids).catch((error: { code?: string }) => error.code);
    expect([null, 'not_found']).toContain(done);
    expect(await stateOfOther()).toBe(before);
  });
});
