import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { AGENTS } from '@/domain/agents/registry';
import { GUARDRAILS } from '@/domain/guardrails/guardrail-ids';
import { DAY } from '@/domain/shared/time';
import { population, type World } from '@/domain/simulation/people';
import { untouchedOrders } from '@/domain/simulation/untouched';
import type { ServiceContext } from '@/server/context';
import { eventsRoute } from '@/server/public-api/receive-events';
import { systemDb } from '@/server/system-db';
import { checkRollups } from '../measurement';
import { brokenCaps } from './broken-caps';
import { demoProgress, proveSimulation, type SimulationProof, simulate } from './index';

const route = eventsRoute('batch');
const SPEC = { seed: '7', customers: 300, days: 30 };

let ctx: ServiceContext;
let world: World;
let proof: SimulationProof;

/** A connection that breaks after so many requests, as a killed server would. */
function breakingAfter(requests: number): (request: Request) => Promise<Response> {
  let left = requests;
  return (request) =>
    left-- > 0 ? route.POST(request) : Promise.resolve(new Response('{"message":"gone"}', { status: 418 }));
}

const live = (fetch = route.POST) => simulate({ ...SPEC, url: 'http://localhost:3000', fetch, onProgress: () => {} });

beforeAll(async () => {
  // Killed on the way: the next call goes on.
  await expect(live(breakingAfter(20))).rejects.toThrow('418');
  ({ ctx, world } = await live());
  proof = await proveSimulation({ ctx, world });
}, 240_000);

describe('a simulated season', () => {
  it('was lived to its end in a workspace of its own, marked as what it is', async () => {
    expect(ctx.now).toEqual(world.endsAt);
    expect(ctx.workspace).toMatchObject({ slug: 'simulation-7-300x30', isDemo: true, isVirtual: true });
    expect(await demoProgress(ctx)).toMatchObject({
      kind: 'simulation',
      isLiving: false,
      day: 30,
      days: 30,
      customers: 300,
    });
    const where = { workspaceId: ctx.workspaceId };
    expect(await systemDb().customer.count({ where: { ...where, isSimulated: false } })).toBe(0);
    expect(await systemDb().customer.count({ where })).toBeGreaterThanOrEqual(population(world).length);
    expect(await systemDb().deadLetter.count({ where })).toBe(0);
    expect(await systemDb().eventPending.count({ where })).toBe(0);
  });

  it('is left as it is when it is asked for again', async () => {
    const count = () => systemDb().auditEntry.count({ where: { workspaceId: ctx.workspaceId } });
    const before = await count();
    await live();
    expect(await count()).toBe(before);
  });

  it('lost nothing of what people do by themselves, and told it once, though it was killed on the way', async () => {
    const orders = await systemDb().order.findMany({
      where: { workspaceId: ctx.workspaceId, orderedAt: { gte: world.startsAt } },
      select: { orderKey: true },
    });
    expect(new Set(orders.map(({ orderKey }) => orderKey)).size).toBe(orders.length);
    const byThemselves = orders.filter(({ orderKey }) => orderKey.startsWith('O-')).length;
    const inAll = [...untouchedOrders(world).values()].reduce((sum, lived) => sum + lived.length, 0);
    expect(byThemselves).toBeGreaterThan(10);
    // A few came back for a cart that a message had been quicker with.
    expect(inAll - byThemselves).toBeGreaterThanOrEqual(0);
    expect(inAll - byThemselves).toBeLessThan(5);
  });

  it('kept its sums of hours as it went', async () => {
    const { differences, hours } = await checkRollups(ctx);
    expect(differences).toEqual([]);
    expect(hours).toBeGreaterThan(100);
  });
});

describe('what was measured, held against the truth', () => {
  it('disturbed nobody who was left alone: they lived to the cent as they would have', () => {
    expect(proof.incremental.heldOut.customers).toBeGreaterThan(15);
    expect(proof.disturbed).toBe(0);
  });

  it('caused something by its messages, and was credited with something', () => {
    expect(proof.touches).toBeGreaterThan(300);
    expect(proof.causedCents).toBeGreaterThan(0);
    expect(proof.attributedPerTouch).toBeGreaterThan(0);
  });

  it('has intervals that hold the truth as often as they promise, however the holdout is drawn', () => {
    const { draws, covered } = proof.coverage;
    // So few customers order within a month that some draws have too little for an interval.
    expect(draws).toBeGreaterThan(20);
    expect(covered / draws).toBeGreaterThan(0.9);
  });

  it('was answered by the law that people answer by', () => {
    expect(proof.answers.map(({ kind }) => kind)).toContain('clicked');
    for (const { z } of proof.answers) expect(Math.abs(z)).toBeLessThan(5);
  });

  it('broke no limit', () => {
    expect(proof.caps).toHaveLength(7);
    expect(proof.caps.filter(({ broken }) => broken > 0)).toEqual([]);
  });

  it('was decided so that all of it comes out again to the last word: every agent, every guardrail', () => {
    const { decisions, same, agents, guardrails } = proof.madeAgain;
    expect(decisions).toBe(proof.lived.decisions);
    expect(decisions).toBeGreaterThan(1_000);
    expect(same).toBe(decisions);
    expect(agents).toEqual(AGENTS.map(({ id }) => id).toSorted());
    expect(guardrails.map(({ id }) => id)).toEqual([...GUARDRAILS]);
    for (const { spoke } of guardrails) expect(spoke).toBeGreaterThan(decisions / 2);
    expect(guardrails.filter(({ objected }) => objected > 0).length).toBeGreaterThan(2);
  });

  // The last one: it spoils what was lived.
  it('would have told of broken ones', async () => {
    const { workspaceId } = ctx;
    const at = new Date(world.endsAt.getTime() - 2 * DAY);
    await systemDb().$executeRaw`UPDATE message SET delivered_at = ${at}
      WHERE workspace_id = ${workspaceId}::uuid AND delivered_at IS NOT NULL`;
    await systemDb().$executeRaw`UPDATE offer SET percent_off = 40 WHERE workspace_id = ${workspaceId}::uuid`;
    const { customerId, channel } = await systemDb().message.findFirstOrThrow({
      where: { workspaceId, deliveredAt: { not: null }, channel: 'email' },
    });
    const withdrawn = { status: 'withdrawn', purpose: 'marketing', source: 'test', actor: 'test' };
    await systemDb().consentEvent.create({
      data: { id: v7(), workspaceId, customerId, channel, ...withdrawn, occurredAt: new Date(at.getTime() - 1) },
    });
    const broken = (await brokenCaps(ctx)).filter((cap) => cap.broken > 0).map(({ words }) => words);
    expect(broken).toEqual([
      expect.stringContaining('e-mails to one customer'),
      expect.stringContaining('consent'),
      'discounts above 25%',
      expect.stringContaining('without a person'),
    ]);
  });
});
