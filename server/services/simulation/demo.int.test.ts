import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { AGENTS } from '@/domain/agents/registry';
import { HOUR } from '@/domain/shared/time';
import { DemoWorld, worldOf } from '@/domain/simulation/demo-world';
import { population } from '@/domain/simulation/people';
import { createChronicle } from '@/domain/simulation/shopper';
import { createContext, type ServiceContext } from '@/server/context';
import { eventsRoute } from '@/server/public-api/receive-events';
import { systemDb } from '@/server/system-db';
import { personIn } from '@/tests/factories/fresh-workspace';
import { advanceClock } from '../clock';
import { getReplay, listReplayChanges, replayTurn, startReplay } from '../replay';
import { listReviews } from '../review';
import { getRollout, watchRollout } from '../rollout';
import { verifyPassword } from '../sign-in/password';
import { type DemoAccess, DemoAccess as DemoAccessSchema } from './demo-access';
import { createDemoInstallation, demoProgress, prepareDemo, twinTick } from './index';
import type { Progress } from './live-history';

const route = eventsRoute('batch');
const url = 'http://localhost:3000';
const job = { kind: 'operator', name: 'test' } as const;

let dataDir: string;
let demo: ServiceContext;
let replay: ServiceContext;
const progress: Progress[] = [];

const installation = (fetch = route.POST) => ({
  dataDir,
  url,
  fetch,
  scale: 'small' as const,
  onProgress: (step: Progress) => progress.push(step),
});

async function contextOf(slug: string): Promise<ServiceContext> {
  const { id } = await systemDb().workspace.findUniqueOrThrow({ where: { slug } });
  return createContext(id, job);
}

async function readAccess(): Promise<DemoAccess> {
  return DemoAccessSchema.parse(JSON.parse(await readFile(path.join(dataDir, 'demo-access.json'), 'utf8')));
}

/** A connection that breaks after so many requests, as a killed server would. */
function breakingAfter(requests: number): (request: Request) => Promise<Response> {
  let left = requests;
  return (request) => {
    if (left-- <= 0) return Promise.resolve(new Response('{"message":"gone"}', { status: 418 }));
    return route.POST(request);
  };
}

/** What a small demo holds depends on the hour it is made at: here it is always made at the same one. */
const MADE_AT = new Date('2026-11-20T12:00:00Z');

beforeAll(async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: MADE_AT, shouldAdvanceTime: true });
  dataDir = await mkdtemp(path.join(tmpdir(), 'touchstone-demo-'));
  // Killed while the past is told, and again in the middle of the lived days.
  for (const requests of [2, 12]) {
    await expect(createDemoInstallation(installation(breakingAfter(requests)))).rejects.toThrow('418');
  }
  demo = await contextOf('demo');
  replay = await contextOf('replay');
}, 120_000);

afterAll(async () => {
  vi.useRealTimers();
  await rm(dataDir, { recursive: true, force: true });
});

describe('a first run that is killed half way', () => {
  it('has given access already, for the owner alone', async () => {
    const file = path.join(dataDir, 'demo-access.json');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const access = await readAccess();
    expect(Object.keys(access).slice(0, 3)).toEqual(['url', 'writeKey', 'users']);
    expect(access.users.map((user) => user.role)).toEqual(['admin', 'marketer', 'approver', 'executive']);
    for (const { email, password } of access.users) {
      const user = await systemDb().user.findUniqueOrThrow({ where: { email } });
      expect(await verifyPassword(user.passwordHash, password)).toBe(true);
    }
  });

  it('says which day is being lived', async () => {
    const { isLiving, day, days } = await demoProgress(demo);
    expect({ isLiving, days }).toEqual({ isLiving: true, days: 14 });
    expect(day).toBeLessThan(14);
  });

  it('goes on from there to a demo on the system clock, with work in the inbox', async () => {
    const before = await readAccess();
    const events = await systemDb().event.count({ where: { workspaceId: demo.workspaceId } });
    await createDemoInstallation(installation());
    expect(await readAccess()).toEqual(before);
    expect(await systemDb().event.count({ where: { workspaceId: demo.workspaceId } })).toBeGreaterThan(events);
    expect(await demoProgress(demo)).toMatchObject({ isLiving: false, day: 14, days: 14 });
    expect(progress.at(-1)).toMatchObject({ phase: 'history', done: 14, total: 14 });
  }, 120_000);
});

describe('the lived demo', () => {
  const where = () => ({ workspaceId: demo.workspaceId });

  it('has campaigns that run and one that waits, each begun once', async () => {
    const campaigns = await systemDb().campaign.findMany({ where: where(), orderBy: { createdAt: 'asc' } });
    expect(campaigns.map(({ name, status }) => [name, status])).toEqual([
      ['Thank you for the fifth order', 'running'],
      ['Two weeks in, nothing bought', 'running'],
      ['Winter at the harbour', 'submitted'],
    ]);
  });

  it('stands at the last step of a rollout, judged by its own figures, and nothing halts it', async () => {
    const ctx = await contextOf('demo');
    expect(await watchRollout(ctx)).toEqual({ halted: false });
    const rollout = await getRollout(ctx);
    expect(rollout).toMatchObject({ kind: 'running', phase: 3, cohort: 100, halt: null });
    if (rollout.kind !== 'running') return;
    const { next } = rollout.gates;
    expect(next.criteria.find(({ id }) => id === 'rpmt')).toMatchObject({ limit: 61, n: expect.any(Number) });
    expect(next.criteria.find(({ id }) => id === 'uptime')).toMatchObject({ status: 'not_enough' });
    expect(await systemDb().decision.count({ where: { ...where(), outsideCohort: true } })).toBe(0);
  });

  it('tries words against each other, approved by somebody else than who asked', async () => {
    const tests = await systemDb().experiment.findMany({ where: where(), include: { variants: true } });
    expect(tests.map(({ status }) => status)).toContain('running');
    const judged = tests.flatMap(({ variants }) => variants).filter(({ reviewedById }) => reviewedById);
    expect(judged.length).toBeGreaterThan(1);
  });

  it('has told all that happened once, though it was killed on the way', async () => {
    const row = await systemDb().workspace.findUniqueOrThrow({ where: { id: demo.workspaceId } });
    const world = worldOf(DemoWorld.parse(row.simulation));
    const happened = createChronicle(world, population(world)).between(world.startsAt, world.endsAt);
    // Somebody comes back for a cart by themselves unless a message was quicker.
    const surely = happened.filter((happening) => !('ifStillOpen' in happening && happening.ifStillOpen));
    const events = await systemDb().event.findMany({ where: where(), select: { messageId: true } });
    const told = new Set(events.map(({ messageId }) => messageId));
    expect(told.size).toBe(events.length);
    expect(surely.filter(({ id }) => !told.has(id))).toEqual([]);
    const customers = new Set(happened.map(({ person }) => person.id));
    for (const person of population(world)) customers.add(person.id);
    expect(await systemDb().customer.count({ where: where() })).toBe(customers.size);
    const twice = await systemDb().message.groupBy({
      by: ['decisionId'],
      where: where(),
      having: { id: { _count: { gt: 1 } } },
    });
    expect(twice).toEqual([]);
  });

  it('leaves a handful of fresh decisions for people, and nothing else', async () => {
    const approver = await personIn(demo.workspaceId, 'approver');
    const { items, total, today } = await listReviews(approver, { limit: 50 });
    // How many it is depends on the day the demo is made on.
    expect(total).toBeGreaterThanOrEqual(5);
    expect(total).toBeLessThanOrEqual(25);
    expect(new Set(items.map(({ decidedAt }) => decidedAt.getTime())).size).toBe(1);
    expect(today).toMatchObject({ approved: 0, rejected: 0, medianMs: null });
  });

  it('has decided about dormant customers, sent messages and been answered', async () => {
    expect(await systemDb().decision.count({ where: { ...where(), trigger: 'dormant' } })).toBeGreaterThan(3);
    expect(await systemDb().message.count({ where: { ...where(), deliveredAt: { not: null } } })).toBeGreaterThan(3);
    expect(await systemDb().messageEvent.count({ where: { ...where(), kind: 'opened' } })).toBeGreaterThan(0);
  });

  it('was decided so that every decision can be made again to the last word', async () => {
    const lived = await contextOf('demo');
    const period = { from: new Date(0), to: lived.now };
    const { id: runId, total } = await startReplay(lived, { tried: { kind: 'then' }, ...period }, { isDriven: true });
    await replayTurn(lived, { runId, budgetMs: 60_000 });
    expect((await listReplayChanges(demo, { runId, areGaps: true })).items).toEqual([]);
    const { status, tally } = await getReplay(demo, { runId });
    expect({ status, same: tally.same }).toEqual({ status: 'completed', same: total });
    expect(total).toBeGreaterThan(50);
    const agents = await systemDb().decision.findMany({
      where: where(),
      select: { agentId: true },
      distinct: ['agentId'],
    });
    expect(agents.map(({ agentId }) => agentId).toSorted()).toEqual(AGENTS.map(({ id }) => id).toSorted());
  }, 60_000);

  it('marks everything as simulated and lets nothing lie in the future', async () => {
    const now = new Date();
    expect(await systemDb().customer.count({ where: { ...where(), isSimulated: false } })).toBe(0);
    expect(await systemDb().event.count({ where: { ...where(), isSimulated: false } })).toBe(0);
    expect(await systemDb().event.count({ where: { ...where(), occurredAt: { gt: now } } })).toBe(0);
    expect(await systemDb().messageEvent.count({ where: { ...where(), isSimulated: false } })).toBe(0);
    expect(await systemDb().deadLetter.count({ where: where() })).toBe(0);
    expect(await systemDb().eventPending.count({ where: where() })).toBe(0);
  });

  it('was judged by the simulated approver alone, who cannot sign in', async () => {
    const judged = await systemDb().decision.findMany({ where: { ...where(), reviewedById: { not: null } } });
    const users = await systemDb().user.findMany({
      where: { id: { in: judged.flatMap((one) => one.reviewedById ?? []) } },
    });
    expect(users.map((user) => user.isSimulated)).toEqual([true]);
    expect(await verifyPassword(users[0]?.passwordHash ?? '', '!').catch(() => false)).toBe(false);
  });

  it('keeps to one workspace: the replay workspace is empty', async () => {
    const { workspaceId } = replay;
    expect(replay.workspace).toMatchObject({ currency: 'GBP', timezone: 'Europe/London', isDemo: false });
    expect(await systemDb().event.count({ where: { workspaceId } })).toBe(0);
    expect(await systemDb().decision.count({ where: { workspaceId } })).toBe(0);
  });

  it('is left alone by a later start', async () => {
    const count = () => systemDb().auditEntry.count({ where: where() });
    const before = await count();
    const report = await createDemoInstallation(installation());
    expect(report.passwordsReset).toBe(false);
    expect(await count()).toBe(before);
  });

  it('lives on: the twin shops and answers, once however often it is asked', async () => {
    await twinTick({ fetch: route.POST, origin: url });
    const events = await systemDb().event.count({ where: where() });
    const answers = await systemDb().messageEvent.count({ where: where() });
    const again = await twinTick({ fetch: route.POST, origin: url });
    expect(again.workspaces).toBe(1);
    expect(again.answers).toBe(0);
    expect(await systemDb().event.count({ where: where() })).toBe(events);
    expect(await systemDb().messageEvent.count({ where: where() })).toBe(answers);
  });

  it('gives new passwords, and says so, when the file is missing', async () => {
    const before = await readAccess();
    await rm(path.join(dataDir, 'demo-access.json'));
    const report = await prepareDemo(installation());
    expect(report.passwordsReset).toBe(true);
    const after = await readAccess();
    expect(after.users.map((user) => user.email)).toEqual(before.users.map((user) => user.email));
    const [old, fresh] = [before.users[0], after.users[0]];
    const user = await systemDb().user.findUniqueOrThrow({ where: { email: fresh?.email ?? '' } });
    expect(await verifyPassword(user.passwordHash, fresh?.password ?? '')).toBe(true);
    expect(await verifyPassword(user.passwordHash, old?.password ?? '')).toBe(false);
  });
});

describe('advanceClock', () => {
  const clock = async () => (await contextOf('replay')).now;

  it('moves a virtual clock over quiet days in few steps', async () => {
    const from = await clock();
    const to = new Date(from.getTime() + 72 * HOUR);
    const report = await advanceClock(replay, to);
    expect(report).toMatchObject({ from, to, processed: 0, decided: 0, sent: 0 });
    expect(report.steps).toBeLessThanOrEqual(4);
    expect(await clock()).toEqual(to);
  });

  it('never goes back', async () => {
    const at = await clock();
    await expect(advanceClock(replay, new Date(at.getTime() - 1))).rejects.toMatchObject({ code: 'invalid' });
    expect(await clock()).toEqual(at);
  });

  it('refuses a workspace on the system clock', async () => {
    await expect(advanceClock(demo, new Date(Date.now() + HOUR))).rejects.toMatchObject({ code: 'invalid' });
  });

  it('lets one mover at a time through', async () => {
    const to = new Date((await clock()).getTime() + 24 * HOUR);
    const outcomes = await Promise.allSettled([advanceClock(replay, to), advanceClock(replay, to)]);
    const refused = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ code: 'conflict' });
    expect(await clock()).toEqual(to);
  });

  it('asks a person for the right to import', async () => {
    const executive = {
      kind: 'user',
      userId: demo.workspaceId,
      name: 'E',
      role: 'executive',
      isSimulated: false,
    } as const;
    const ctx = await createContext(replay.workspaceId, executive);
    await expect(advanceClock(ctx, ctx.now)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
