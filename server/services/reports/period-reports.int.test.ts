import { v7 } from 'uuid';
import { beforeEach, describe, expect, it } from 'vitest';
import { periodPdf } from '@/components/report/period-pdf';
import { PeriodReport } from '@/domain/reports/period-report';
import { periodAt, periodBefore, REPORT_KINDS } from '@/domain/reports/periods';
import { DAY, after as later } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { memberIn, reviewWorkspace } from '@/tests/factories/review';
import { idleCart, shopper } from '@/tests/factories/shopper';
import { decideIdleCarts } from '../decisions';
import { stopSending } from '../kill-switch';
import { saveNoticeSettings } from '../notices';
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

  it('can be read by an executive, who may not open reviews, and is refused of days to come', async () => {
    const executive = await personIn(ctx.workspaceId, 'executive');
    expect((await weekOf(executive)).title).toBe('Weekly review');
    await expect(weekOf(executive, later(ctx.now, 8 * DAY))).rejects.toMatchObject({ code: 'invalid' });
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
