import { v7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { periodPdf } from '@/components/report/period-pdf';
import { PeriodReport } from '@/domain/reports/period-report';
import { periodAt, periodBefore, REPORT_KINDS } from '@/domain/reports/periods';
import { DAY, after as later } from '@/domain/shared/time';
import { titleWords } from '@/lib/words/report-words';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { memberIn, reviewWorkspace, waitingReview } from '@/tests/factories/review';
import { idleCart, shopper } from '@/tests/factories/shopper';
import { decideIdleCarts } from '../decisions';
import { stopSending } from '../kill-switch';
import { saveNoticeSettings } from '../notices';
import { decideReview } from '../review';
import { mailReports, reportPeriods, takePeriodReport } from './index';

let ctx: ServiceContext;
let admin: ServiceContext;
beforeEach(async () => {
  ctx = await reviewWorkspace();
  admin = await memberIn(ctx, 'admin', 'Ada');
});

const dayOf = (at: Date) => at.toISOString().slice(0, 10);
const weekOf = (by: ServiceContext, at = by.now) => takePeriodReport(by, { kind: 'weekly', day: dayOf(at) });
const section = (report: PeriodReport, title: string) => report.sections.find((each) => each.title === title);

describe('a report', () => {
  it('says of nothing that there is nothing, in a document that can be kept and on paper', async () => {
    for (const kind of REPORT_KINDS) {
      const report = await takePeriodReport(ctx, { kind, day: dayOf(ctx.now) });
      expect(PeriodReport.parse(report)).toEqual(report);
      expect(JSON.stringify(report)).not.toMatch(/NaN|undefined|Infinity|null%/);
      expect((await periodPdf(report)).toString('latin1')).toMatch(/^%PDF-/);
    }
    expect(section(await weekOf(ctx), 'Unusual')?.note).toBe('Nothing unusual is on record.');
  });

  it('of a week counts what was decided and stopped in it, and in no other', async () => {
    const { id } = await shopper(ctx);
    await idleCart(ctx, id);
    await decideIdleCarts(ctx, { limit: 5 });
    await stopSending(admin, { scope: 'workspace', target: '*', reason: 'A look at the offers.' });
    const report = await weekOf(ctx);
    expect(report.lead[0]?.text).toMatch(/^1 decision,/);
    expect(section(report, 'Decided and sent')?.tables[0]?.rows).toEqual([['In review', '1', expect.any(String)]]);
    expect(section(report, 'Unusual')?.tables[0]?.rows[0]?.slice(1, 4)).toEqual([
      'Everything',
      'A person',
      'A look at the offers.',
    ]);
    const before = await weekOf(ctx, later(ctx.now, -7 * DAY));
    expect(before.lead[0]?.text).toMatch(/^0 decisions,/);
    expect(before.to < report.from).toBe(true);
    const { ctx: stranger } = await freshWorkspace();
    expect((await weekOf(stranger)).lead[0]?.text).toMatch(/^0 decisions,/);
  });

  it('of a week counts rejections as it counts verdicts: those of people', async () => {
    const people = [await memberIn(ctx, 'approver', 'Dana'), await memberIn(ctx, 'approver', 'Sim')].map(
      (person, place) => ({ ...person, actor: { ...person.actor, isSimulated: place === 1 } }) as ServiceContext,
    );
    for (const person of people) {
      const { decisionId, version } = await waitingReview(ctx);
      await decideReview(person, { decisionId, version, verdict: 'reject', reason: 'wrong_time', note: 'At night.' });
    }
    const reviewed = section(await weekOf(ctx), 'Reviewed by people');
    expect(reviewed?.figures.find(({ name }) => name === 'Rejected')?.value).toBe('1');
    expect(reviewed?.tables[0]?.rows).toEqual([[expect.any(String), '1']]);
    expect(reviewed?.note).toMatch(/^1 verdict /);
  });

  it('of a week lists the figures that left what was expected, and what it came from', async () => {
    const hour = (hours: number) => later(ctx.now, hours * 3_600_000);
    const window = { hours: 24, clearest: 24, windowFrom: hour(-24), windowTo: ctx.now } as const;
    const seen = { value: 12, expected: 50, low: 40, high: 61, deviation: -4.2, isHigh: false };
    const contributors = [{ kind: 'channel', key: 'email', name: 'E-mail', share: 0.95 }];
    const times = { since: hour(-24), foundAt: ctx.now, seenUntil: ctx.now };
    const { workspaceId } = ctx;
    await ctx.db.anomaly.create({
      data: { workspaceId, id: v7(), kpi: 'touches', ...window, ...seen, ...times, contributors },
    });
    const table = section(await weekOf(ctx), 'Unusual')?.tables[0];
    expect(table?.rows).toEqual([
      [
        expect.any(String),
        'Touches: 12 within 24 hours, 40 to 61 expected',
        'Neither better nor worse: lower than usual',
        'Mostly channel E-mail (95%)',
        'Still so',
      ],
    ]);
    const before = await weekOf(ctx, later(ctx.now, -14 * DAY));
    expect(section(before, 'Unusual')?.tables).toEqual([]);
  });

  it('that is not over is of its days up to today, beside as many of the period before, and says so', async () => {
    const third = { ...ctx, now: new Date('2027-11-03T12:00:00Z') };
    const report = await takePeriodReport(third, { kind: 'impact', day: '2027-11-20' });
    expect(report).toMatchObject({
      isOpen: true,
      ...{ from: '2027-11-01', to: '2027-11-03' },
      compared: { from: '2027-10-01', to: '2027-10-03' },
    });
    expect(titleWords(report)).toBe('Harbour Goods: monthly impact so far');
    const closed = await takePeriodReport(third, { kind: 'impact', day: '2027-10-20' });
    expect(closed).toMatchObject({ isOpen: false, to: '2027-10-31', compared: { to: '2027-09-30' } });
    expect(titleWords(closed)).toBe('Harbour Goods: monthly impact');
  });

  it('lists levels that changed, and none that was confirmed as it was', async () => {
    const change = {
      workspaceId: ctx.workspaceId,
      agentId: 'cart_winback',
      action: 'cart_recovery',
      reason: 'A look.',
    };
    await ctx.db.autonomyLevelChange.createMany({
      data: [1, 2].map((toLevel) => ({
        ...change,
        id: v7(),
        fromLevel: 1,
        toLevel,
        changedAt: ctx.now,
        cause: 'override',
        evidence: {},
      })),
    });
    const [table] = section(await weekOf(ctx), 'Changed')?.tables ?? [];
    expect(table?.name).toBe('Autonomy');
    expect(table?.rows).toHaveLength(1);
  });

  it('says beside each of its two totals what it is', async () => {
    const report = await takePeriodReport(ctx, { kind: 'impact', day: dayOf(ctx.now) });
    const noteOf = (title: string, name: string) =>
      section(report, title)?.figures.find((figure) => figure.name === name)?.note;
    expect(noteOf('Revenue and response', 'Credited revenue')).toMatch(/came after a touch/);
    expect(noteOf('Cost and return', 'Caused, net')).toMatch(/beyond those held out/);
  });

  it('tells how many there were, not how many fit on its paper', async () => {
    const stopped = { workspaceId: ctx.workspaceId, scope: 'channel', target: 'email', reason: 'A drill.' };
    await ctx.db.killSwitch.createMany({
      data: Array.from({ length: 23 }, () => ({ ...stopped, id: v7(), stoppedAt: ctx.now, resumedAt: ctx.now })),
    });
    const report = await weekOf(ctx);
    expect(report.lead.map(({ text }) => text)).toContain('The kill switch was used 23 times.');
    const [table] = section(report, 'Unusual')?.tables ?? [];
    expect(table?.name).toBe('Stops of the kill switch: the latest 20 of 23');
    expect(table?.rows).toHaveLength(20);
  });

  it('has the tests of its days, however many were proposed since', async () => {
    const test = { workspaceId: ctx.workspaceId, agentId: 'creative', action: 'cart_recovery', channel: 'email' };
    const weekAgo = later(ctx.now, -7 * DAY);
    const old = { ...test, id: v7(), templateId: 'cart-recovery', status: 'concluded', proposedAt: weekAgo };
    await ctx.db.experiment.create({ data: { ...old, startedAt: weekAgo, endedAt: weekAgo } });
    await ctx.db.experimentVariant.create({
      data: {
        ...{ workspaceId: ctx.workspaceId, id: v7(), experimentId: old.id, position: 0 },
        ...{ style: 'control', status: 'running', writtenBy: 'library' },
      },
    });
    await ctx.db.experiment.createMany({
      data: Array.from({ length: 51 }, () => ({
        ...{ ...test, id: v7(), templateId: 'cart-recovery', status: 'rejected', proposedAt: ctx.now },
      })),
    });
    const rows = async (at: Date) => section(await weekOf(ctx, at), 'Test against control')?.tables[0]?.rows ?? [];
    expect((await rows(weekAgo)).map(([, arm]) => arm)).toEqual(['Control']);
    expect(await rows(later(ctx.now, -14 * DAY))).toEqual([]);
    expect(await rows(ctx.now)).toEqual([]);
  });

  it('of a month knows its customers by when they came, and what they brought in it', async () => {
    const now = new Date('2027-11-20T12:00:00Z');
    const customer = (firstSeenAt: string) => shopper(ctx, { firstSeenAt: new Date(firstSeenAt) });
    const [longAgo] = [await customer('2026-01-05T12:00:00Z'), await customer('2027-11-02T12:00:00Z')];
    await customer('2027-11-03T12:00:00Z');
    await customer('2026-02-05T12:00:00Z');
    const order = { workspaceId: ctx.workspaceId, customerId: longAgo.id, currency: 'GBP', lines: [] };
    await ctx.db.order.createMany({
      data: [4_000, 2_000].map((revenueCents) => ({
        ...{ ...order, id: v7(), orderKey: v7(), revenueCents },
        orderedAt: new Date('2027-11-10T12:00:00Z'),
      })),
    });
    const report = await takePeriodReport({ ...ctx, now }, { kind: 'impact', day: '2027-11-20' });
    const cohorts = section(report, 'Cohorts')?.tables[0]?.rows.map(([month, met, bought, , revenue]) => [
      ...[month, met, bought, revenue],
    ]);
    expect(cohorts).toEqual([
      ['November 2027', '2', '0', '£0.00'],
      ['May 2027 and before', '2', '1', '£60.00'],
    ]);
  });

  it('can be read by an executive, who may not open reviews, and is refused of days to come', async () => {
    const executive = await personIn(ctx.workspaceId, 'executive');
    expect((await weekOf(executive)).title).toBe('Weekly review');
    await expect(weekOf(executive, later(ctx.now, 8 * DAY))).rejects.toMatchObject({ code: 'invalid' });
    await expect(weekOf(executive, new Date(0))).rejects.toMatchObject({ code: 'invalid' });
  });

  it('is listed from the first decision on', async () => {
    expect((await reportPeriods(ctx)).weekly).toEqual([]);
    const { id } = await shopper(ctx);
    await idleCart(ctx, id);
    await decideIdleCarts(ctx, { limit: 5 });
    const today = dayOf(ctx.now);
    expect((await reportPeriods(ctx)).open.weekly).toEqual(periodAt('weekly', today));
    const { weekly } = await reportPeriods({ ...ctx, now: later(ctx.now, 14 * DAY) });
    expect(weekly.at(-1)).toEqual(periodAt('weekly', today));
    expect(weekly).toHaveLength(2);
  });
});

describe('the mail of a report', () => {
  const settings = { kinds: [], recipients: [], salesRecipients: [], digestMinutes: 15, highValueCents: 5_000 };
  const outbox = () =>
    ctx.db.noticeOutbox.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { id: 'asc' } });

  it('goes on Monday, once, to those who asked, and leads to the report', async () => {
    await saveNoticeSettings(admin, {
      ...settings,
      scorecardRecipients: [],
      weeklyRecipients: ['ops@example.com'],
      impactRecipients: [],
    });
    const monday = new Date('2026-12-14T09:00:00Z');
    expect(await mailReports({ ...ctx, now: new Date('2026-12-17T09:00:00Z') })).toEqual({ made: 0 });
    expect(await mailReports({ ...ctx, now: monday })).toEqual({ made: 1 });
    expect(await mailReports({ ...ctx, now: later(monday, DAY) })).toEqual({ made: 0 });
    expect(await mailReports({ ...ctx, now: later(monday, 7 * DAY) })).toEqual({ made: 1 });
    const [first] = await outbox();
    expect(first).toMatchObject({ kind: 'weekly', address: 'ops@example.com' });
    expect(first?.subject).toMatch(/: weekly review, 7 Dec – 13 Dec 2026$/);
    const { from } = periodBefore('weekly', periodAt('weekly', '2026-12-14'));
    expect(first?.lines.at(-1)).toContain(`/reports/weekly/${from}`);
  });

  it('goes to nobody who did not ask', async () => {
    expect(await mailReports({ ...ctx, now: new Date('2026-12-01T09:00:00Z') })).toEqual({ made: 0 });
    expect(await outbox()).toEqual([]);
  });
});
