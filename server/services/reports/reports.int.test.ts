import { beforeEach, describe, expect, it } from 'vitest';
import { scorecardPdf } from '@/components/report/scorecard-pdf';
import { DAY, after as later } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { systemDb } from '@/server/system-db';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { kpis } from '../measurement';
import { saveNoticeSettings } from '../notices';
import { listShares, mailScorecard, openShared, revokeShare, shareScorecard, takeScorecard } from './index';

const WEEK = { range: { days: 7 } };
const tokenOf = (url: string) => url.slice(url.lastIndexOf('/') + 1);

let ctx: ServiceContext;
let admin: ServiceContext;
beforeEach(async () => {
  ({ ctx } = await freshWorkspace());
  admin = await personIn(ctx.workspaceId, 'admin');
});

describe('the sheet', () => {
  it('says every figure as its page does, and counts the uses of the kill switch', async () => {
    const report = await takeScorecard(ctx, WEEK);
    const figures = await kpis(ctx, WEEK.range);
    expect(report.groups.flatMap(({ rows }) => rows.map(({ name }) => name)).toSorted()).toEqual(
      figures.kpis.map(({ name }) => name).toSorted(),
    );
    expect(report.hero.sentence).toMatch(/no touch in this period/);
    expect(report.safety.map(({ name }) => name)).toContain('Uses of the kill switch');
    expect(report.hero.course).toHaveLength(7);
  });

  it('is one side of A4 as a file, in a company of any name', async () => {
    const report = await takeScorecard(ctx, WEEK);
    const file = (await scorecardPdf({ ...report, company: 'Łódź & Søn <b>' })).toString('latin1');
    expect(file.startsWith('%PDF-')).toBe(true);
    expect(file.match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(file).toMatch(/MediaBox \[0 0 595/);
  });
});

describe('an address', () => {
  it('shows what stood when it was made, to whoever has it, and counts its openings', async () => {
    const { url } = await shareScorecard(admin, { ...WEEK, days: 7 });
    const before = await takeScorecard(admin, WEEK);
    await systemDb().workspace.update({ where: { id: ctx.workspaceId }, data: { name: 'Renamed' } });
    const shared = await openShared(tokenOf(url));
    expect(shared?.report).toEqual({ ...before, asOf: shared?.report.asOf });
    await openShared(tokenOf(url));
    const [listed] = await listShares(admin);
    expect(listed).toMatchObject({ openings: 2 });
  });

  it('leads nowhere once it has ended or was taken back, and its secret is kept nowhere', async () => {
    const ended = await shareScorecard(admin, { ...WEEK, days: 7 });
    const back = await shareScorecard(admin, { ...WEEK, days: 7 });
    const rows = await systemDb().sharedScorecard.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(JSON.stringify(rows)).not.toContain(tokenOf(ended.url));
    await systemDb().sharedScorecard.updateMany({
      where: { workspaceId: ctx.workspaceId, id: ended.id },
      data: { endsAt: later(new Date(), -1) },
    });
    await revokeShare(admin, { id: back.id });
    await revokeShare(admin, { id: back.id });
    for (const { url } of [ended, back]) expect(await openShared(tokenOf(url))).toBeNull();
    expect(await openShared('../../etc')).toBeNull();
    expect(await listShares(admin)).toEqual([]);
    const told = await ctx.db.auditEntry.findMany({
      where: { workspaceId: ctx.workspaceId },
      select: { action: true },
    });
    const shares = told.map(({ action }) => action).filter((action) => action.startsWith('scorecard.'));
    expect(shares).toEqual(['scorecard.shared', 'scorecard.shared', 'scorecard.share_revoked']);
  });

  it('is for those who may share', async () => {
    const approver = await personIn(ctx.workspaceId, 'approver');
    await expect(shareScorecard(approver, { ...WEEK, days: 7 })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listShares(approver)).rejects.toMatchObject({ code: 'forbidden' });
    const elsewhere = (await freshWorkspace()).ctx;
    const { id } = await shareScorecard(admin, { ...WEEK, days: 7 });
    await expect(revokeShare(elsewhere, { id })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the mail of a month', () => {
  const settings = { kinds: [], recipients: [], salesRecipients: [], digestMinutes: 15, highValueCents: 5_000 };
  const outbox = () => ctx.db.noticeOutbox.findMany({ where: { workspaceId: ctx.workspaceId, kind: 'scorecard' } });

  it('goes once to each who asked for it, in the first days after the month, with an address that works', async () => {
    await saveNoticeSettings(admin, { ...settings, scorecardRecipients: ['ceo@example.com', 'cfo@example.com'] });
    expect(await mailScorecard({ ...ctx, now: new Date('2026-11-08T12:00:00Z') })).toEqual({ made: 0 });
    const first = { ...ctx, now: new Date('2026-12-01T12:00:00Z') };
    expect(await mailScorecard(first)).toEqual({ made: 2 });
    expect(await mailScorecard({ ...first, now: later(first.now, DAY) })).toEqual({ made: 0 });
    const [message, second] = await outbox();
    expect(message?.subject).toMatch(/scorecard of November 2026/);
    expect(second?.lines).toEqual(message?.lines);
    const url = message?.lines.at(-1)?.match(/https?:\S+/)?.[0] ?? '';
    expect((await openShared(tokenOf(url)))?.report).toMatchObject({ from: '2026-11-01', to: '2026-11-30' });
  });

  it('goes to nobody who did not ask', async () => {
    expect(await mailScorecard({ ...ctx, now: new Date('2026-12-01T12:00:00Z') })).toEqual({ made: 0 });
    expect(await outbox()).toEqual([]);
  });
});
