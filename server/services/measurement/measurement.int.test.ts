import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import { OUTCOMES } from '@/domain/decisions/outcomes';
import { countsToDate, isFraction } from '@/domain/measurement/kpi';
import { findKpi, KPIS } from '@/domain/measurement/kpis/registry';
import { seededRng } from '@/domain/shared/random';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { rewritePolicy } from '@/tests/factories/rewrite-policy';
import { textOf } from '@/tests/harness/text-of';
import { attributeOrder } from '../attribution';
import { countDecisions } from '../decisions';
import { activePolicy } from '../policies';
import {
  BREAKDOWNS,
  exportKpiDecisions,
  kpiBreakdown,
  kpiCases,
  kpiDecisions,
  kpiSeries,
  kpis,
  kpiTrends,
  roiFacts,
  rollUp,
} from './index';
import { spanOf } from './range';

const DAYS = 40;
const now = new Date('2011-10-20T12:00:00Z');
const range = { from: '2011-09-21', to: '2011-10-20' };
const DAY = 86_400_000;
const rng = seededRng('measurement');
const pick = <Item>(items: readonly Item[]) => items[Math.floor(rng() * items.length)] as Item;

let ctx: ServiceContext;
let other: ServiceContext;

/** Customers, decisions, messages in every state, orders with and without evidence, refunds: at random. */
async function fillAtRandom(into: ServiceContext): Promise<void> {
  const workspaceId = into.workspaceId;
  const customers = Array.from({ length: 120 }, () => v7());
  const anyTime = () => new Date(now.getTime() - rng() * DAYS * DAY);
  await into.db.customer.createMany({
    data: customers.map((id) => ({
      id,
      workspaceId,
      firstSeenAt: now,
      lastSeenAt: now,
      subjectRef: v7(),
      firstName: 'Ada',
    })),
  });
  const decisions = Array.from({ length: 400 }, (_, index) => {
    const decidedAt = anyTime();
    const toReview = rng() < 0.5;
    const judged = toReview && rng() < 0.5;
    const outcome = pick([
      'executed',
      'executed',
      'executed',
      'blocked',
      'held_out',
      'skipped',
      'rejected',
      'expired',
      'cancelled',
      'in_review',
    ] as const);
    const customerId = pick(customers);
    return {
      id: v7(),
      workspaceId,
      customerId,
      agentId: 'cart_winback',
      trigger: pick(['cart_idle', 'dormant', 'wave_due']),
      triggerKey: `t${index}`,
      action: outcome === 'skipped' ? null : pick(['cart_recovery', 'winback_offer']),
      channel: 'email',
      outcome,
      summary: index === 0 ? '=HYPERLINK("http://evil.example")' : `Decision ${index}`,
      snapshot: {},
      candidates: [],
      verdicts: [],
      reasons: [],
      policyVersion: 1,
      modelVersions: {},
      autonomyLevel: 1,
      heldOut: outcome === 'held_out',
      decidedAt,
      // As the product leaves them: what came to nothing loses its moment to leave, not that it was in review.
      sendAt: ['executed', 'in_review'].includes(outcome) ? decidedAt : null,
      reviewBy: toReview ? decidedAt : null,
      reviewedAt: judged ? new Date(decidedAt.getTime() + rng() * 600_000) : null,
    };
  });
  await into.db.decision.createMany({ data: decisions });
  const executed = decisions.filter((decision) => decision.outcome === 'executed');
  const maybe = (share: number, at: Date) => (rng() < share ? at : null);
  const messages = executed.map((decision) => {
    const at = new Date(decision.decidedAt.getTime() + 3_600_000);
    const isBounced = rng() < 0.1;
    return {
      id: v7(),
      workspaceId,
      decisionId: decision.id,
      customerId: decision.customerId,
      agentId: decision.agentId,
      channel: pick(['email', 'email', 'sms']),
      provider: 'sandbox',
      status: isBounced ? ('bounced' as const) : ('delivered' as const),
      idempotencyKey: decision.id,
      toAddress: 'x',
      text: 'x',
      template: pick(['a@1', 'b@1']),
      sendAt: at,
      createdAt: at,
      deliveredAt: isBounced ? maybe(0.5, at) : at,
      bouncedAt: isBounced ? at : null,
      openedAt: maybe(0.4, at),
      clickedAt: maybe(0.2, at),
      unsubscribedAt: maybe(0.05, at),
      isSimulated: rng() < 0.3,
    };
  });
  await into.db.message.createMany({ data: messages });
  const orders = Array.from({ length: 200 }, (_, index) => {
    const source = pick(messages);
    const orderedAt = new Date(source.sendAt.getTime() + rng() * 10 * DAY);
    const revenueCents = Math.floor(rng() * 20_000);
    return {
      id: v7(),
      workspaceId,
      orderKey: `o${index}`,
      customerId: source.customerId,
      revenueCents,
      refundedCents: rng() < 0.2 ? Math.floor(rng() * revenueCents) : 0,
      currency: 'GBP',
      campaign:
        rng() < 0.9
          ? {
              utmSource: 'touchstone',
              utmMedium: source.channel,
              utmCampaign: pick(['cart_recovery', 'winback_offer']),
            }
          : {},
      lines: [],
      orderedAt,
    };
  });
  await into.db.order.createMany({ data: orders });
  for (const { id } of orders) await attributeOrder(into.db, into, { orderId: id });
}

beforeAll(async () => {
  ctx = (await freshWorkspace({ virtualNow: now })).ctx;
  other = (await freshWorkspace({ virtualNow: now })).ctx;
  await fillAtRandom(ctx);
  // From here on figures are read from the sums of hours, and what stands behind them from the rows.
  while (!(await rollUp(ctx)).done);
  await fillAtRandom(other);
}, 240_000);

async function allDecisions(kpi: string, day?: string) {
  const items = [];
  let cursor: string | undefined;
  let totals = { rows: 0, numerator: 0, denominator: 0 };
  do {
    const asked = { ...range, kpi, day, cursor, limit: 37 };
    const page = await (findKpi(kpi)?.subject === 'decision' ? kpiDecisions(ctx, asked) : casesAsDecisions(asked));
    items.push(...page.items);
    totals = page.totals;
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return { items, totals };
}

async function casesAsDecisions(asked: Parameters<typeof kpiCases>[1]) {
  const { items, ...page } = await kpiCases(ctx, asked);
  return { ...page, items: items.map(({ id, ...item }) => ({ ...item, decisionId: id })) };
}

describe('a figure and what stands behind it', () => {
  it('touches and revenue are what the rows say, of this workspace alone', async () => {
    const from = new Date('2011-09-20T23:00:00Z');
    const to = new Date('2011-10-20T23:00:00Z');
    const touches = await ctx.db.message.count({
      where: { workspaceId: ctx.workspaceId, deliveredAt: { gte: from, lt: to }, bouncedAt: null },
    });
    const credits = await ctx.db.attribution.findMany({
      where: { workspaceId: ctx.workspaceId, orderedAt: { gte: from, lt: to } },
    });
    const revenue = credits.reduce((sum, credit) => sum + credit.creditCents, 0);
    const north = (await kpis(ctx, range)).kpis.find(({ id }) => id === 'rpmt');
    expect(north).toMatchObject({ numerator: revenue, denominator: touches });
    expect(north?.value).toBeCloseTo(revenue / touches, 10);
    expect(credits.length).toBeGreaterThan(20);
  });

  it.each(KPIS.map((kpi) => kpi.id))('%s: decisions and days add up to the tile', async (id) => {
    const tile = (await kpis(ctx, range)).kpis.find((kpi) => kpi.id === id);
    const { items, totals } = await allDecisions(id);
    expect(new Set(items.map((item) => item.decisionId)).size).toBe(items.length);
    expect(totals.rows).toBe(items.length);
    const sum = (part: 'numerator' | 'denominator') => items.reduce((total, item) => total + item[part], 0);
    expect(sum('numerator')).toBeCloseTo(totals.numerator, 6);
    expect(tile?.numerator).toBeCloseTo(totals.numerator, 6);
    const isOfTwo = tile !== undefined && isFraction(tile);
    if (isOfTwo) expect(tile.denominator).toBeCloseTo(totals.denominator, 6);
    if (tile?.evidence?.kind === 'share') expect(tile.evidence.cases).toBe(tile.denominator);
    if (isOfTwo) expect(sum('denominator')).toBeCloseTo(totals.denominator, 6);

    const { points } = await kpiSeries(ctx, { ...range, kpi: id });
    expect(points).toHaveLength(30);
    const last = points.at(-1);
    const isToDate = tile !== undefined && countsToDate(tile);
    const days = isToDate ? last?.numerator : points.reduce((total, point) => total + point.numerator, 0);
    expect(days).toBeCloseTo(totals.numerator, 6);
    const busiest = points.toSorted((a, b) => b.numerator - a.numerator)[0];
    const behind = await allDecisions(id, busiest?.day);
    expect(behind.totals.numerator).toBeCloseTo(busiest?.numerator ?? -1, 6);
  });

  it.each(BREAKDOWNS)('split by %s adds up to the tile', async (by) => {
    for (const id of ['rpmt', 'attributed_revenue', 'open_rate', 'decisions']) {
      const tile = (await kpis(ctx, range)).kpis.find((kpi) => kpi.id === id);
      const { parts } = await kpiBreakdown(ctx, { ...range, kpi: id, by });
      const sum = (part: 'numerator' | 'denominator') => parts.reduce((total, each) => total + each[part], 0);
      expect(sum('numerator'), id).toBeCloseTo(tile?.numerator ?? -1, 6);
      if (id === 'rpmt' || id === 'open_rate') expect(sum('denominator'), id).toBe(tile?.denominator);
      expect(parts.every((part) => part.name !== '')).toBe(true);
    }
  });

  it('parts say what they had to do with the change, and together they are it', async () => {
    const [from, to] = ['2011-10-06', '2011-10-20'];
    const compare = { from: '2011-09-21', to: '2011-10-05' };
    for (const id of ['rpmt', 'attributed_revenue', 'open_rate', 'delivery_rate']) {
      const tile = (await kpis(ctx, { from, to }, compare)).kpis.find((kpi) => kpi.id === id);
      const { parts } = await kpiBreakdown(ctx, { from, to, compare, kpi: id, by: 'template' });
      const together = parts.reduce((sum, { contribution }) => sum + (contribution ?? Number.NaN), 0);
      expect(together, id).toBeCloseTo((tile?.value ?? 0) - (tile?.previous ?? 0), 8);
    }
  });

  it('no share is more than all, over whichever days or part', async () => {
    const rates = KPIS.filter(({ measure }) => measure.kind === 'share').map(({ id }) => id);
    const isShare = (value: number | null) => value === null || (value >= 0 && value <= 1);
    const seen = new Set<string>();
    for (const days of [1, 2, 3, 7, 30]) {
      for (const kpi of (await kpis(ctx, { days })).kpis.filter(({ id }) => rates.includes(id))) {
        expect(isShare(kpi.value), `${kpi.id} over ${days} days: ${kpi.value}`).toBe(true);
        if (kpi.value) seen.add(kpi.id);
      }
    }
    for (const id of rates) {
      const { parts } = await kpiBreakdown(ctx, { ...range, kpi: id, by: 'action' });
      for (const part of parts) expect(isShare(part.value), `${id} of ${part.name}`).toBe(true);
      const { values } = await kpiTrends(ctx, range);
      expect(values[id]?.every(isShare), id).toBe(true);
    }
    expect(seen).toContain('reviewed_share');
    expect(seen).toContain('conversion_rate');
  });

  it.each(BREAKDOWNS)('a part by %s is the decisions behind it', async (by) => {
    for (const id of ['rpmt', 'reviewed_share', 'touches']) {
      const { parts } = await kpiBreakdown(ctx, { ...range, kpi: id, by });
      for (const { key, name, numerator, denominator } of parts) {
        const { totals } = await kpiDecisions(ctx, { ...range, kpi: id, part: { by, key }, limit: 1 });
        expect(totals.numerator, `${id} of ${name}`).toBeCloseTo(numerator, 6);
        if (id !== 'touches') expect(totals.denominator, `${id} of ${name}`).toBe(denominator);
        const asked = { ...range, kpi: id, by, part: key };
        const lines = (await textOf(await exportKpiDecisions(ctx, asked))).trimEnd().split('\r\n');
        expect(lines).toHaveLength(4 + totals.rows);
      }
    }
  });

  it('where decisions stand is what the log lists behind each line', async () => {
    const { outcomes } = await kpis(ctx, range);
    const { from, to } = await spanOf(ctx, range);
    expect(Object.keys(outcomes).length).toBeGreaterThan(5);
    for (const outcome of OUTCOMES) {
      const listed = await countDecisions(ctx, { outcomes: [outcome], from, to });
      expect(listed, outcome).toBe(outcomes[outcome] ?? 0);
    }
  });

  it('an edit stays one when the decision has been sent, and is none once taken back', async () => {
    const overrides = async () => (await kpis(ctx, { days: 30 })).kpis.find(({ id }) => id === 'override_rate');
    const before = await overrides();
    const sent = await ctx.db.decision.findFirstOrThrow({
      where: {
        workspaceId: ctx.workspaceId,
        outcome: 'executed',
        reviewedAt: { not: null },
        decidedAt: { gt: new Date('2011-09-22') },
      },
    });
    const at = new Date('2011-10-01');
    const verdict = {
      workspaceId: ctx.workspaceId,
      decisionId: sent.id,
      verdict: 'edit',
      outcome: 'edited',
      version: 1,
      readyAt: at,
      givenAt: at,
      before: {},
    };
    await ctx.db.reviewVerdict.create({ data: { ...verdict, id: v7(), key: v7(), undoneAt: at } });
    expect((await overrides())?.numerator).toBe(before?.numerator);
    const { id } = await ctx.db.reviewVerdict.create({ data: { ...verdict, id: v7(), key: v7() } });
    expect((await overrides())?.numerator).toBe((before?.numerator ?? 0) + 1);
    await ctx.db.reviewVerdict.deleteMany({ where: { workspaceId: ctx.workspaceId, id } });
  });

  it('leaves no figure without a definition in words', () => {
    expect(new Set(KPIS.map((kpi) => kpi.id)).size).toBe(KPIS.length);
    for (const kpi of KPIS) expect(kpi.definition.length, kpi.id).toBeGreaterThan(20);
  });
});

describe('days', () => {
  it('tell gaps from zeros', async () => {
    const fresh = (await freshWorkspace({ virtualNow: now })).ctx;
    const { points } = await kpiSeries(fresh, { from: '2011-10-18', to: '2011-10-22', kpi: 'touches' });
    expect(points.map((point) => point.state)).toEqual(['before', 'before', 'before', 'future', 'future']);
    expect(points.every((point) => point.value === null)).toBe(true);

    const series = await kpiSeries(ctx, { from: '2011-08-01', to: '2011-10-22', kpi: 'rpmt' });
    const states = series.points.map((point) => point.state);
    expect(states[0]).toBe('before');
    expect(states.at(-3)).toBe('partial');
    expect(states.at(-1)).toBe('future');
  });

  it('are the same for all figures at once', async () => {
    const trends = await kpiTrends(ctx, range);
    for (const { id } of KPIS) {
      const { points } = await kpiSeries(ctx, { ...range, kpi: id });
      expect(trends.values[id], id).toEqual(points.map((point) => point.value));
      expect(trends.days).toEqual(points.map(({ day, state }) => ({ day, state })));
    }
  });

  it('compare with the days asked for', async () => {
    const compare = { from: '2011-08-20', to: '2011-09-18' };
    const compared = await kpis(ctx, range, compare);
    const then = await kpis(ctx, compare);
    expect(compared.previous).toEqual(compare);
    expect(compared.kpis.map((kpi) => kpi.previous)).toEqual(then.kpis.map((kpi) => kpi.value));
  });

  it('compare with nothing where there was nothing', async () => {
    const { kpis: all } = await kpis(ctx, range, { from: '2010-01-01', to: '2010-01-30' });
    expect(all.every((kpi) => kpi.previous === null)).toBe(true);
  });

  it('compare with the same number of days before', async () => {
    const now30 = await kpis(ctx, range);
    const before = await kpis(ctx, now30.previous);
    expect(now30.previous).toEqual({ from: '2011-08-22', to: '2011-09-20' });
    for (const [index, kpi] of now30.kpis.entries()) expect(kpi.previous).toEqual(before.kpis[index]?.value);
    expect((await kpis(ctx, { days: 30 })).period).toMatchObject(range);
  });
});

describe('what the touches caused', () => {
  it('comes with an interval, or with what is missing', async () => {
    const { incremental } = await kpis(ctx, range);
    expect(incremental.heldOut.customers).toBeGreaterThan(0);
    if (incremental.perTouch) {
      expect(incremental.perTouch.low).toBeLessThan(incremental.perTouch.estimate);
      expect(incremental.perTouch.high).toBeGreaterThan(incremental.perTouch.estimate);
    } else expect(incremental.missing).toMatch(/so far.*: \d+\. A comparison .*needs/);
    const fresh = (await freshWorkspace()).ctx;
    const nothing = await kpis(fresh, { days: 7 });
    expect(nothing.incremental).toMatchObject({ perTouch: null, missing: 'There is no touch in this period.' });
    expect(nothing.price).toEqual({ creditInflation: null, discountCents: 0, unsubscribed: 0, forgoneCents: null });
  });

  it('stands beside what is credited and not caused, and beside what the touches took', async () => {
    const { price, incremental, kpis: figures } = await kpis(ctx, range);
    const figure = (id: string) => figures.find((each) => each.id === id) ?? expect.fail(id);
    const rpmt = figure('rpmt');
    if (incremental.perTouch) {
      const sum = (price.creditInflation?.estimate ?? Number.NaN) + incremental.perTouch.estimate;
      expect(sum).toBeCloseTo(rpmt.numerator / rpmt.denominator, 9);
    } else expect(price.creditInflation).toBeNull();
    expect(price.discountCents).toBe(figure('marketing_efficiency').denominator);
    expect(price.unsubscribed).toBe(figure('unsubscribe_rate').numerator);
    expect(price.forgoneCents).not.toBeNull();
  });
});

describe('what a return is reckoned from', () => {
  it('is what the touches caused, and what the messages cost under the policy in force', async () => {
    const facts = await roiFacts(ctx, range);
    const { incremental, kpis: figures } = await kpis(ctx, range);
    expect(facts.touches).toBe(figures.find(({ id }) => id === 'touches')?.value);
    expect([facts.caused === null, facts.missing]).toEqual([incremental.perTouch === null, incremental.missing]);
    expect(facts).toMatchObject({ days: 30, messageCents: 0 });
    const [email] = facts.messages;
    expect(email).toMatchObject({ channel: 'email', cents: 0 });

    const { document } = await activePolicy(ctx);
    const budgets = { ...document.budgets, costPerThousandCents: { email: 2_500 } };
    await rewritePolicy(ctx, { ...document, budgets });
    const cents = Math.ceil(((email?.count ?? 0) * 2_500) / 1_000);
    expect((await roiFacts(ctx, range)).messageCents).toBe(cents);
    expect(cents).toBeGreaterThan(0);
    await rewritePolicy(ctx, document);
  });
});

describe('doors', () => {
  const all = { kpi: 'decisions', from: '2011-09-09', to: '2011-10-20' };

  it('export what stands behind a figure whole and without formulas, and the audit log tells of it', async () => {
    const csv = await textOf(await exportKpiDecisions(ctx, all));
    const lines = csv.trimEnd().split('\r\n');
    expect(lines).toHaveLength(4 + 400);
    expect(lines[0]).toContain('400 rows');
    expect(lines[1]).toContain('2011-09-09 to 2011-10-20. Sums: decisions=400');
    expect(lines[3]).toMatch(/customer,decisions$/);
    expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
    const where = { workspaceId: ctx.workspaceId, action: 'figure.exported' };
    const entry = await ctx.db.auditEntry.findFirstOrThrow({ where, orderBy: { seq: 'desc' } });
    expect(JSON.parse(entry.payload)).toEqual({ ...all, rows: 400 });
  });

  it('export both parts of a rate, of one day, as the page shows it', async () => {
    const asked = { ...range, kpi: 'open_rate', day: '2011-10-10' };
    const { items } = await kpiDecisions(ctx, { ...asked, limit: 200 });
    const lines = (await textOf(await exportKpiDecisions(ctx, asked))).trimEnd().split('\r\n');
    expect(lines[1]).toContain('2011-10-10 to 2011-10-10');
    expect(lines.slice(4).map((row) => row.slice(0, 36))).toEqual(items.map(({ decisionId }) => decisionId));
    const sum = lines.slice(4).reduce((total, row) => total + Number(row.split(',').at(-1)), 0);
    expect(sum).toBe(items.reduce((total, { denominator }) => total + denominator, 0));
  });

  it('export nothing for words they cannot read, and no customer to who may not see them', async () => {
    const { workspaceId } = ctx;
    const exported = () => ctx.db.auditEntry.count({ where: { workspaceId, action: 'figure.exported' } });
    const before = await exported();
    const refused = (asked: Record<string, string>) => exportKpiDecisions(ctx, asked);
    await expect(refused({ kpi: 'decisions' })).rejects.toMatchObject({ code: 'invalid', details: { field: 'from' } });
    await expect(refused({ ...all, to: '2011-02-30' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(refused({ ...all, from: '0000-01-01' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(refused({ ...all, to: '9999-12-31' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(refused({ ...all, day: '2012-01-01' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(refused({ ...all, kpi: 'nonsense' })).rejects.toMatchObject({ code: 'not_found' });
    expect(await exported()).toBe(before);
    const executive = { ...(await personIn(workspaceId, 'executive')), now };
    const [{ customer } = { customer: null }] = (await kpiDecisions(ctx, { ...all, limit: 1 })).items;
    expect(await textOf(await exportKpiDecisions(executive, all))).not.toContain(customer?.id);
  });

  it('answer other workspaces’ figures with their own, unknown ones and wrong ranges in words', async () => {
    const mine = (await kpiDecisions(ctx, { ...range, kpi: 'touches', limit: 200 })).items.map(
      (item) => item.decisionId,
    );
    const theirs = (await kpiDecisions(other, { ...range, kpi: 'touches', limit: 200 })).items.map(
      (item) => item.decisionId,
    );
    expect(mine.filter((id) => theirs.includes(id))).toEqual([]);
    await expect(kpiDecisions(ctx, { ...range, kpi: 'nonsense', limit: 1 })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(kpis(ctx, { from: '2011-10-02', to: '2011-10-01' })).rejects.toMatchObject({ code: 'invalid' });
    await expect(kpiDecisions(ctx, { ...range, kpi: 'touches', limit: 1, cursor: 'x' })).rejects.toMatchObject({
      code: 'invalid',
    });
  });

  it('hide customers from executives', async () => {
    const executive = { ...(await personIn(ctx.workspaceId, 'executive')), now };
    const { items } = await kpiDecisions(executive, { ...range, kpi: 'touches', limit: 5 });
    expect(items.every((item) => item.customer === null)).toBe(true);
  });
});
