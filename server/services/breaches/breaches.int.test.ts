import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, after as moved } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { memberIn } from '@/tests/factories/review';
import { queuedTouch } from '@/tests/factories/touch';
import { autonomyOf, listAutonomy, listLevelChanges, setAutonomyLevel } from '../autonomy';
import { kpiDecisions, kpis } from '../measurement';
import { listBreaches, reportBreach } from './index';

const PAIR = { agentId: 'cart_winback', action: 'cart_recovery' };
const report = { guardrail: 'tone', note: 'It shouted at Anna.' } as const;

let ctx: ServiceContext;
let dana: ServiceContext;
beforeEach(async () => {
  ({ ctx } = await freshWorkspace());
  await setAutonomyLevel(ctx, { ...PAIR, level: 3, reason: 'test' });
  dana = await memberIn(ctx, 'approver', 'Dana');
});

/** A message of the pair that left some days after the level was given. */
async function left(days = 1): Promise<string> {
  const { messageId, decisionId } = await queuedTouch(ctx);
  const at = moved(ctx.now, days * DAY);
  const { workspaceId } = ctx;
  await ctx.db.message.update({
    where: { workspaceId_id: { workspaceId, id: messageId } },
    data: { status: 'delivered', acceptedAt: at, deliveredAt: at },
  });
  await ctx.db.decision.updateMany({ where: { workspaceId, id: decisionId }, data: { outcome: 'executed' } });
  return decisionId;
}
const later = (person: ServiceContext, days: number) => ({ ...person, now: moved(ctx.now, days * DAY) });
const levelOf = async () => (await listAutonomy(ctx)).find(({ action }) => action === PAIR.action)?.level;

describe('a reported problem', () => {
  it('takes the level down at once, and stands in history, audit log and lists', async () => {
    const decisionId = await left();
    expect(await reportBreach(later(dana, 2), { decisionId, ...report })).toMatchObject({ hasLowered: true });
    expect(await levelOf()).toBe(2);
    expect((await listLevelChanges(ctx, PAIR)).items[0]).toMatchObject({
      from: 3,
      to: 2,
      cause: 'breach',
      reason: 'A message was reported that “Tone and brand” should have stopped.',
      by: 'Dana',
      evidence: { guardrail: 'tone', decisions: [decisionId], foundBy: 'person' },
    });
    const entries = await ctx.db.auditEntry.findMany({
      where: { workspaceId: ctx.workspaceId, subject: `decision:${decisionId}`, action: 'breach.reported' },
    });
    expect(entries.map(({ payload }) => JSON.parse(payload))).toMatchObject([{ guardrail: 'tone', hasLowered: true }]);
    expect(entries[0]?.payload).not.toContain('Anna');
    const listed = { decisionId, guardrailName: 'Tone and brand', note: report.note, by: 'Dana' };
    expect((await listBreaches(dana, { decisionId })).items).toMatchObject([listed]);
    expect((await listBreaches(dana, { agentId: PAIR.agentId })).items).toMatchObject([listed]);
    expect((await listBreaches(dana, { agentId: 'campaign' })).items).toEqual([]);
  });

  it('is a compliance violation of its day on the scorecard, in its workspace alone, with the decision behind it', async () => {
    const decisionId = await left();
    await reportBreach(later(dana, 2), { decisionId, ...report });
    const by = later(ctx, 3);
    const { ctx: other } = await freshWorkspace();
    const figure = async (of: ServiceContext, days: number) =>
      (await kpis(of, { days })).kpis.find(({ id }) => id === 'reported_breaches')?.value;
    expect([await figure(by, 7), await figure(by, 1), await figure(later(other, 3), 7)]).toEqual([1, 0, 0]);
    const behind = await kpiDecisions(by, { kpi: 'reported_breaches', days: 7, limit: 10 });
    expect(behind).toMatchObject({ totals: { rows: 1, numerator: 1 }, items: [{ decisionId }] });
  });

  it('is one fall for everything that had left before it, and another for what left after', async () => {
    const [one, two, three] = [await left(1), await left(1.5), await left(4)];
    await reportBreach(later(dana, 2), { decisionId: one, ...report });
    expect(await reportBreach(later(dana, 3), { decisionId: two, ...report })).toMatchObject({ hasLowered: false });
    expect(await levelOf()).toBe(2);
    await reportBreach(later(dana, 5), { decisionId: three, ...report });
    expect(await levelOf()).toBe(1);
  });

  it('is harm: no level is earned until it is past', async () => {
    await reportBreach(later(dana, 2), { decisionId: await left(), ...report });
    const harmAt = async (days: number) =>
      (await autonomyOf(later(ctx, days), PAIR.agentId))
        .find(({ action }) => action === PAIR.action)
        ?.requirements.find(({ id }) => id === 'harm');
    expect(await harmAt(3)).toMatchObject({ isMet: false, text: expect.stringContaining('1 reported breach') });
    expect(await harmAt(17)).toMatchObject({ isMet: true });
  });

  it('is taken once for each guardrail', async () => {
    const decisionId = await left();
    await reportBreach(dana, { decisionId, ...report });
    await expect(reportBreach(dana, { decisionId, ...report })).rejects.toMatchObject({ code: 'conflict' });
    await reportBreach(dana, { decisionId, guardrail: 'consent', note: 'She had asked us to stop.' });
    expect((await listBreaches(dana, { decisionId })).items).toHaveLength(2);
  });

  it('is refused where nothing has left, and changes nothing', async () => {
    const { decisionId } = await queuedTouch(ctx);
    await expect(reportBreach(dana, { decisionId, ...report })).rejects.toMatchObject({ code: 'invalid' });
    expect([await levelOf(), (await listBreaches(dana, {})).items]).toEqual([3, []]);
  });

  it('is not for those who only look, and hides its words from those who may not see customers', async () => {
    const decisionId = await left();
    const executive = await personIn(ctx.workspaceId, 'executive');
    await expect(reportBreach(executive, { decisionId, ...report })).rejects.toMatchObject({ code: 'forbidden' });
    await reportBreach(dana, { decisionId, ...report });
    expect((await listBreaches(executive, {})).items).toMatchObject([{ decisionId, note: null }]);
  });

  it('is not found from another workspace', async () => {
    const decisionId = await left();
    const { ctx: other } = await freshWorkspace();
    await expect(reportBreach(other, { decisionId, ...report })).rejects.toMatchObject({ code: 'not_found' });
    await reportBreach(dana, { decisionId, ...report });
    expect((await listBreaches(other, { decisionId })).items).toEqual([]);
  });

  it('cannot be rewritten', async () => {
    await reportBreach(dana, { decisionId: await left(), ...report });
    const where = { workspaceId: ctx.workspaceId };
    await expect(ctx.db.breachReport.updateMany({ where, data: { note: 'Fine.' } })).rejects.toThrow(/append-only/);
    await expect(ctx.db.breachReport.deleteMany({ where })).rejects.toThrow(/append-only/);
  });
});
