import { v7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { poisson, seededRng } from '@/domain/shared/random';
import { DAY, HOUR, after as later } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { memberIn } from '@/tests/factories/review';
import {
  acknowledgeAnomaly,
  anomaliesOfFigure,
  exportAnomalies,
  openAnomalies,
  pastAnomalies,
  reopenAnomaly,
  watchFigures,
} from '.';

const NOON = new Date('2026-06-15T12:00:00Z');
const WEEKS = 11;

let ctx: ServiceContext;
let marketer: ServiceContext;

type Hour = { email: number; sms: number; arrived?: number };

/** Sums of the hours up to so many hours from noon, as the worker leaves them; `of` says what an hour is like. */
async function hours(fromHour: number, toHour: number, of: (hour: number, usual: Hour) => Hour) {
  const rows = [];
  for (let hour = fromHour; hour < toHour; hour++) {
    const rng = seededRng(`hour ${hour}`);
    const made = of(hour, { email: poisson(rng, 20), sms: poisson(rng, 10) });
    for (const channel of ['email', 'sms'] as const) {
      const touches = made[channel];
      rows.push({ hour: later(NOON, hour * HOUR), channel, touches, arrived: touches * (made.arrived ?? 1) });
    }
  }
  await ctx.db.$executeRaw`
    INSERT INTO kpi_hour (workspace_id, hour, agent_id, action, channel, campaign, template, touches, sent, attempted, arrived)
    SELECT ${ctx.workspaceId}::uuid, hour, 'cart_winback', 'cart_recovery', channel, '', 'cart_recovery@1', touches, touches,
      touches, arrived
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      AS made(hour timestamptz, channel text, touches float8, arrived float8)`;
}

const USUAL = (_hour: number, usual: Hour) => usual;
const at = (hour: number): ServiceContext => ({ ...ctx, now: later(NOON, hour * HOUR + 4 * 60_000) });
const notices = () => ctx.db.noticeOutbox.findMany({ where: { workspaceId: ctx.workspaceId, kind: 'unusual' } });

async function workspace(options: Parameters<typeof freshWorkspace>[0] = {}) {
  ctx = (await freshWorkspace(options)).ctx;
  marketer = { ...(await memberIn(ctx, 'marketer', 'Max')), now: NOON };
  await ctx.db.$executeRaw`
    INSERT INTO decision (id, workspace_id, customer_id, agent_id, trigger, trigger_key, outcome, summary, snapshot,
      candidates, verdicts, reasons, policy_version, model_versions, autonomy_level, decided_at)
    VALUES (${v7()}::uuid, ${ctx.workspaceId}::uuid, gen_random_uuid(), 'cart_winback', 'cart_idle', 'first', 'skipped',
      'Of the test.', '{}', '[]', '[]', '[]', 1, '{}', 1, ${later(NOON, -WEEKS * 7 * DAY)})`;
}

beforeEach(() => workspace());

describe('watching the figures', () => {
  it('tells of what is unusual once, with what it came from, and sees it end', async () => {
    await hours(-WEEKS * 168, 0, USUAL);
    expect(await watchFigures(at(0))).toEqual({ opened: 0, closed: 0 });

    // E-mail stops; SMS goes on.
    await hours(0, 24, (_hour, usual) => ({ ...usual, email: 0 }));
    expect(await watchFigures(at(24))).toEqual({ opened: 1, closed: 0 });
    const [open] = await openAnomalies(marketer);
    expect(open).toMatchObject({
      ...{ kpi: 'touches', name: 'Touches', isHigh: false, meaning: 'either', clearest: 24, closedAt: null },
      ...{ since: NOON, windowTo: later(NOON, 24 * HOUR) },
    });
    expect(open?.low).toBeGreaterThan(open?.value ?? 0);
    expect(open?.contributors[0]).toMatchObject({ kind: 'channel', name: 'E-mail' });
    expect(open?.contributors[0]?.share).toBeGreaterThan(0.8);

    const told = await notices();
    const holders = await ctx.db.membership.count({
      where: { workspaceId: ctx.workspaceId, role: { in: ['admin', 'marketer'] } },
    });
    expect(told).toHaveLength(holders);
    expect(told[0]?.lines.join(' ')).toMatch(/Touches: \d+ within 24 hours, .* expected\. Mostly channel E-mail/);

    // Asked again, and an hour later: the same one.
    expect(await watchFigures(at(24))).toEqual({ opened: 0, closed: 0 });
    await hours(24, 25, (_hour, usual) => ({ ...usual, email: 0 }));
    await watchFigures(at(25));
    expect(await openAnomalies(marketer)).toMatchObject([{ id: open?.id, seenUntil: later(NOON, 25 * HOUR) }]);
    expect(await notices()).toHaveLength(told.length);

    await hours(25, 25 + 96, USUAL);
    for (let hour = 26; hour <= 25 + 96; hour += 5) await watchFigures(at(hour));
    expect(await openAnomalies(marketer)).toEqual([]);
    const past = await pastAnomalies(marketer, {});
    expect(past.items).toMatchObject([{ id: open?.id, closedBecause: 'usual_again' }]);
    expect(await notices()).toHaveLength(told.length);
  }, 60_000);

  it('passes over figures that are known no more, and still fills its pages', async () => {
    const row = (place: number) => ({
      ...{ workspaceId: ctx.workspaceId, id: v7(), kpi: place < 3 ? 'gone_from_the_registry' : 'touches' },
      ...{ hours: 24, clearest: 24, windowFrom: later(NOON, -DAY), windowTo: NOON, contributors: [] },
      ...{ value: 12, expected: 50, low: 40, high: 61, deviation: -4.2, isHigh: false, closedBecause: 'usual_again' },
      ...{ since: later(NOON, -DAY), seenUntil: NOON, closedAt: NOON, foundAt: later(NOON, -place * HOUR) },
    });
    await ctx.db.anomaly.createMany({ data: Array.from({ length: 5 }, (_, place) => row(place)) });
    const first = await pastAnomalies(marketer, { limit: 1 });
    expect(first.items).toMatchObject([{ kpi: 'touches' }]);
    const second = await pastAnomalies(marketer, { limit: 1, cursor: first.nextCursor });
    expect(second).toMatchObject({ items: [{ kpi: 'touches' }], nextCursor: null });
    expect(await pastAnomalies(marketer, { kpi: 'gone_from_the_registry', limit: 1 })).toMatchObject({
      ...{ items: [], nextCursor: null },
    });
  });

  it('keeps good news to its page', async () => {
    await hours(-WEEKS * 168, 0, (_hour, usual) => ({ ...usual, arrived: 0.8 }));
    await hours(0, 24, (_hour, usual) => ({ ...usual, arrived: 1 }));
    expect(await watchFigures(at(24))).toMatchObject({ opened: 1 });
    expect(await openAnomalies(marketer)).toMatchObject([{ kpi: 'delivery_rate', isHigh: true, meaning: 'better' }]);
    expect(await notices()).toEqual([]);
  });

  it('tells what is bad of a rate by its own figure', async () => {
    await hours(-WEEKS * 168, 0, (_hour, usual) => ({ ...usual, arrived: 0.99 }));
    await hours(0, 3, (_hour, usual) => ({ ...usual, arrived: 0.5 }));
    await watchFigures(at(3));
    const [open] = await openAnomalies(marketer);
    expect(open).toMatchObject({ kpi: 'delivery_rate', isHigh: false, meaning: 'worse' });
    expect(open?.value).toBeLessThan(0.95);
    expect(open?.high).toBeLessThanOrEqual(1);
    // It goes on as the same one.
    await hours(3, 4, (_hour, usual) => ({ ...usual, arrived: 0.5 }));
    await watchFigures(at(4));
    expect((await openAnomalies(marketer)).map(({ id }) => id)).toEqual([open?.id]);
  });

  it('tells once where two watch at the same time', async () => {
    await hours(-WEEKS * 168, 0, USUAL);
    await hours(0, 24, () => ({ email: 0, sms: 0 }));
    const answers = await Promise.all([watchFigures(at(24)), watchFigures(at(24))]);
    expect(answers.map(({ opened }) => opened).toSorted()).toEqual([0, 1]);
    expect(await openAnomalies(marketer)).toHaveLength(1);
  });

  it('expects nothing of a workspace that is hardly known', async () => {
    await ctx.db.decision.updateMany({
      where: { workspaceId: ctx.workspaceId },
      data: { decidedAt: later(NOON, -15 * DAY) },
    });
    await hours(-15 * 24, 0, USUAL);
    await hours(0, 24, () => ({ email: 0, sms: 0 }));
    expect(await watchFigures(at(24))).toEqual({ opened: 0, closed: 0 });
  });

  it('works on a clock of its own, and calls nobody for what is lived through', async () => {
    await workspace({ virtualNow: NOON });
    await hours(-WEEKS * 168, 0, USUAL);
    await hours(0, 24, () => ({ email: 0, sms: 0 }));
    expect(await watchFigures(at(24))).toMatchObject({ opened: 1 });
    expect(await notices()).toEqual([]);
  });
});

describe('something unusual', () => {
  async function made(): Promise<string> {
    await hours(-WEEKS * 168, 0, USUAL);
    await hours(0, 24, () => ({ email: 0, sms: 0 }));
    await watchFigures(at(24));
    const [open] = await openAnomalies(marketer);
    return open?.id ?? expect.fail('Nothing was found.');
  }

  it('is acknowledged with a note, by one, and taken back; both are on the record', async () => {
    const id = await made();
    await acknowledgeAnomaly(marketer, { id, note: 'The provider is being changed.' });
    expect(await openAnomalies(marketer)).toMatchObject([
      { id, acknowledgedBy: 'Max', note: 'The provider is being changed.', acknowledgedAt: NOON },
    ]);
    await expect(acknowledgeAnomaly(marketer, { id })).rejects.toMatchObject({ code: 'conflict' });
    await reopenAnomaly(marketer, { id });
    await expect(reopenAnomaly(marketer, { id })).rejects.toMatchObject({ code: 'conflict' });
    expect(await openAnomalies(marketer)).toMatchObject([{ acknowledgedAt: null, acknowledgedBy: null, note: null }]);
    const entries = await ctx.db.auditEntry.findMany({
      where: { workspaceId: ctx.workspaceId, action: { startsWith: 'anomaly.' } },
      orderBy: { seq: 'asc' },
    });
    expect(entries.map(({ action }) => action)).toEqual(['anomaly.acknowledged', 'anomaly.reopened']);
    expect(entries[1]?.payload).toContain('The provider is being changed.');
  });

  it('is read by whoever reads figures, acknowledged by those who act, and of its workspace alone', async () => {
    const id = await made();
    const executive = await memberIn(ctx, 'executive', 'Eve');
    expect(await openAnomalies(executive)).toHaveLength(1);
    await expect(acknowledgeAnomaly(executive, { id })).rejects.toMatchObject({ code: 'forbidden' });
    const elsewhere = await memberIn((await freshWorkspace()).ctx, 'admin', 'Ada');
    expect(await openAnomalies(elsewhere)).toEqual([]);
    await expect(acknowledgeAnomaly(elsewhere, { id })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('stands in the days of its figure, and in a file', async () => {
    const id = await made();
    const days = { kpi: 'touches', from: '2026-06-15', to: '2026-06-20' };
    expect((await anomaliesOfFigure(marketer, days)).map((item) => item.id)).toEqual([id]);
    expect(await anomaliesOfFigure(marketer, { ...days, kpi: 'decisions' })).toEqual([]);
    expect(await anomaliesOfFigure(marketer, { ...days, from: '2026-06-19' })).toEqual([]);
    const lines: string[] = [];
    for await (const piece of await exportAnomalies(marketer)) lines.push(...piece.split('\n'));
    expect(lines.find((line) => line.includes(id))).toMatch(/^touches,.*lower,either,24,2026-06-15T12:00:00.000Z,/);
  });
});
