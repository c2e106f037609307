import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR, after as later, MINUTE } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { noteAnswer, noteTime, noteWait } from '@/server/service-times';
import { systemDb } from '@/server/system-db';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { idleCart, shopper } from '@/tests/factories/shopper';
import { decideIdleCarts } from '../decisions';
import { kpiSeries, kpis } from '../measurement';
import { beat, endBeating, keepNoted, type Pulse } from '../vitals';
import { serviceLevels } from './index';

let ctx: ServiceContext;
beforeEach(async () => {
  ({ ctx } = await freshWorkspace());
  await keepNoted();
  await systemDb().uptimeSpan.deleteMany();
  await systemDb().requestHour.deleteMany();
});

const TODAY = { days: 1 };
const figure = async (id: string) => (await kpis(ctx, TODAY)).kpis.find((each) => each.id === id);

describe('times of work', () => {
  it('are those of decisions that were taken, in the figure, its course and the page', async () => {
    const { id } = await shopper(ctx);
    await idleCart(ctx, id);
    await decideIdleCarts(ctx, { limit: 10 });
    const levels = await serviceLevels(ctx, TODAY);
    expect(levels.decisions).toMatchObject({ count: 1, p95: expect.any(Number) });
    expect(levels.by).toBe('hour');
    expect(levels.steps.filter(({ decisions }) => decisions.count > 0)).toHaveLength(1);
    expect(await figure('decision_latency')).toMatchObject({ value: levels.decisions.p95, denominator: 1 });
    const { points } = await kpiSeries(ctx, { ...TODAY, kpi: 'decision_latency' });
    expect(points.at(-1)?.value).toBe(levels.decisions.p95);
    const month = await serviceLevels(ctx, { days: 28 });
    expect(month.by).toBe('day');
    expect(month.steps.at(-1)?.decisions).toEqual(levels.decisions);
  });

  it('add up over processes and turns, and are seen from no other workspace', async () => {
    for (const ms of [10, 10, 900]) {
      noteTime(ctx, 'asked', ms, 10);
      await keepNoted();
    }
    noteWait(ctx, 'events', later(new Date(), -2 * MINUTE));
    const { times } = await serviceLevels(ctx, TODAY);
    expect(times.asked.count).toBe(30);
    expect(times.asked.p50).toBeLessThan(11);
    expect(times.asked.p99).toBeGreaterThanOrEqual(900);
    expect(times.events.p95).toBeGreaterThanOrEqual(2 * MINUTE);
    const { ctx: stranger } = await freshWorkspace();
    expect((await serviceLevels(stranger, TODAY)).times.asked.count).toBe(0);
  });
});

describe('uptime', () => {
  it('is what was written down minute by minute: a silence and a restart are gaps', async () => {
    const pulse: Pulse = { spanId: null };
    const begin = later(ctx.now, -3 * HOUR);
    const say = (minutes: number) => beat(pulse, later(begin, minutes * MINUTE));
    for (let minute = 0; minute <= 60; minute++) await say(minute);
    for (let minute = 80; minute <= 100; minute++) await say(minute);
    await endBeating(pulse, later(begin, 100 * MINUTE));
    for (let minute = 110; minute <= 180; minute++) await say(minute);
    expect(await systemDb().uptimeSpan.count()).toBe(3);
    const { uptime } = await serviceLevels(ctx, { days: 2 });
    expect(uptime).toMatchObject({ upMs: 150 * MINUTE, measuredMs: 180 * MINUTE });
    expect(uptime.gaps.map(({ from, isPlanned }) => [(from.getTime() - begin.getTime()) / MINUTE, isPlanned])).toEqual([
      [100, true],
      [60, false],
    ]);
    const { kpis: figures } = await kpis(ctx, { days: 2 });
    expect(figures.find(({ id }) => id === 'uptime')?.value).toBeCloseTo(150 / 180);
  });

  it('is not known where it was never written down, nor by another clock than that of the world', async () => {
    expect(await figure('uptime')).toMatchObject({ value: null, evidence: null });
    await beat({ spanId: null }, later(ctx.now, -MINUTE));
    const virtual = { ...ctx, workspace: { ...ctx.workspace, isVirtual: true } };
    expect((await serviceLevels(virtual, TODAY)).uptime).toEqual({ upMs: 0, measuredMs: 0, gaps: [] });
  });
});

it('counts requests that failed, of the whole installation', async () => {
  for (let count = 0; count < 9; count++) noteAnswer('product', false);
  noteAnswer('events', true);
  expect((await serviceLevels(ctx, TODAY)).requests).toEqual({ answered: 10, failed: 1 });
});

it('holds it against the plan where no rollout asks', async () => {
  expect((await serviceLevels(ctx, TODAY)).objectives).toMatchObject({ uptime: 0.999, decisionMs: 100, phase: null });
});
