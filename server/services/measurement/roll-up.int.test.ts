import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { LEDGER_COLUMNS, type Ledger } from '@/domain/measurement/ledger';
import { type Rng, seededRng } from '@/domain/shared/random';
import { DAY, HOUR, after as later, MINUTE } from '@/domain/shared/time';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { attributeOrder } from '../attribution';
import { checkRollups, kpiSeries, rebuildRollups, rollUp } from './index';
import { LEDGER_SUMS, ledgerHours, ledgerRows, ledgerTotals } from './ledger-query';
import type { Span } from './range';
import { countTouched, type Touched } from './touched-customers';

const now = new Date('2011-10-20T12:00:00Z');
const LONGEST_AGO = 450 * DAY;

/** A shop to which things happen at random, also late, also such as take back what was. */
function shop(ctx: ServiceContext, rng: Rng) {
  const { workspaceId, db } = ctx;
  const customers: string[] = [];
  const decisions: { id: string; customerId: string }[] = [];
  const messages: { id: string; decisionId: string; customerId: string; at: Date }[] = [];
  const orders: string[] = [];
  const tests: string[] = [];
  const whole = (most: number) => Math.floor(rng() * most);
  const pick = <Item>(items: readonly Item[]) => items[whole(items.length)];
  const anyTime = () => later(now, -rng() * LONGEST_AGO);
  const someOf = <Item>(items: readonly Item[], act: (item: Item) => Promise<unknown>) => {
    const item = pick(items);
    return item === undefined ? undefined : act(item);
  };
  const ofKey = (id: string) => ({ where: { workspaceId_id: { workspaceId, id } } });

  const happenings: (() => Promise<unknown> | undefined)[] = [
    () => {
      const id = v7();
      customers.push(id);
      const at = anyTime();
      const email = rng() < 0.7 ? `${id}@example.com` : null;
      const seen = { firstSeenAt: at, lastSeenAt: at };
      return db.customer.create({ data: { id, workspaceId, ...seen, email, subjectRef: v7() } });
    },
    () =>
      someOf(customers, (customerId) => {
        const id = v7();
        decisions.push({ id, customerId });
        const decidedAt = anyTime();
        const isReviewed = rng() < 0.5;
        const campaign = rng() < 0.3 ? `campaign:${v7()}:1` : id;
        return db.decision.create({
          data: {
            id,
            workspaceId,
            customerId,
            agentId: pick(['cart_winback', 'campaign']) ?? '',
            trigger: pick(['cart_idle', 'dormant', 'campaign_step']) ?? '',
            triggerKey: campaign,
            action: pick(['cart_recovery', 'winback_offer', null]) ?? null,
            channel: 'email',
            outcome: 'executed',
            summary: 'x',
            snapshot: {},
            candidates: [],
            verdicts: [{ guardrail: 'tone', verdict: pick(['pass', 'review']) }] as object[],
            reasons: [],
            policyVersion: 1,
            modelVersions: {},
            autonomyLevel: 1,
            decidedAt,
            sendAt: rng() < 0.8 ? decidedAt : null,
            reviewBy: isReviewed ? later(decidedAt, HOUR) : null,
            reviewedAt: isReviewed ? later(decidedAt, rng() * HOUR) : null,
          },
        });
      }),
    () =>
      someOf(decisions, ({ id: decisionId, customerId }) => {
        if (messages.some((message) => message.decisionId === decisionId)) return Promise.resolve();
        const message = { id: v7(), decisionId, customerId, at: anyTime() };
        messages.push(message);
        return db.message.create({
          data: {
            id: message.id,
            workspaceId,
            decisionId,
            customerId,
            agentId: 'cart_winback',
            channel: pick(['email', 'sms', 'push', 'whatsapp']) ?? '',
            provider: 'sandbox',
            status: 'queued',
            idempotencyKey: decisionId,
            toAddress: 'x',
            text: 'x',
            template: pick(['cart@1', 'win@1', 'win@2']) ?? '',
            sendAt: message.at,
            createdAt: message.at,
          },
        });
      }),
    () =>
      someOf(messages, ({ id, at }) =>
        db.message.update({ ...ofKey(id), data: { status: 'delivered', deliveredAt: at } }),
      ),
    () =>
      someOf(messages, ({ id, at }) =>
        db.message.update({ ...ofKey(id), data: { status: 'bounced', bouncedAt: later(at, MINUTE) } }),
      ),
    () => someOf(messages, ({ id }) => db.message.update({ ...ofKey(id), data: { status: 'failed' } })),
    () => someOf(messages, ({ id, at }) => db.message.update({ ...ofKey(id), data: { openedAt: at } })),
    () =>
      someOf(messages, ({ id, at }) =>
        db.message.update({ ...ofKey(id), data: { clickedAt: at, unsubscribedAt: rng() < 0.3 ? at : null } }),
      ),
    () =>
      someOf(messages, ({ id: messageId, at: occurredAt }) =>
        db.messageEvent.create({
          data: { id: v7(), workspaceId, messageId, kind: 'opened', occurredAt, isMachine: true, dedupeKey: v7() },
        }),
      ),
    async () => {
      const touch = rng() < 0.6 ? pick(messages) : undefined;
      const customerId = touch?.customerId ?? pick(customers);
      if (!customerId) return;
      const id = v7();
      orders.push(id);
      const orderedAt = touch ? later(touch.at, rng() * 9 * DAY) : anyTime();
      const campaign = touch
        ? { utmSource: 'touchstone', utmMedium: 'email', utmCampaign: pick(['cart_recovery', 'winback_offer']) }
        : {};
      const data = { id, workspaceId, orderKey: id, customerId, revenueCents: whole(20_000), currency: 'GBP' };
      await db.order.create({ data: { ...data, campaign, lines: [], orderedAt } });
      await attributeOrder(db, ctx, { orderId: id });
    },
    () =>
      someOf(orders, async (orderId) => {
        await db.order.update({ ...ofKey(orderId), data: { refundedCents: whole(5_000) } });
        await attributeOrder(db, ctx, { orderId });
      }),
    () => someOf(orders, (orderId) => db.attribution.deleteMany({ where: { workspaceId, orderId } })),
    // One record of a person becomes part of another: what was theirs moves.
    async () => {
      const [from, to] = [pick(customers), pick(customers)];
      if (!from || !to || from === to) return;
      await db.order.updateMany({ where: { workspaceId, customerId: from }, data: { customerId: to } });
      await db.message.updateMany({ where: { workspaceId, customerId: from }, data: { customerId: to } });
      await db.decision.updateMany({ where: { workspaceId, customerId: from }, data: { customerId: to } });
      await db.$transaction(async (tx) => {
        await tx.$executeRaw`SELECT set_config('app.merged', 'on', true)`;
        await tx.customer.update({ ...ofKey(from), data: { mergedIntoId: to } });
      });
      customers.splice(customers.indexOf(from), 1);
      for (const row of [...decisions, ...messages]) if (row.customerId === from) row.customerId = to;
    },
    () =>
      someOf(customers, (id) =>
        db.customer.update({ ...ofKey(id), data: { email: null, erasedAt: rng() < 0.5 ? now : null } }),
      ),
    () => someOf(customers, (id) => db.customer.update({ ...ofKey(id), data: { firstSeenAt: anyTime() } })),
    () =>
      someOf(customers, (customerId) => {
        const [from, to] = rng() < 0.5 ? ['active', 'churned'] : ['churned', 'active'];
        return db.stageChange.create({
          data: { id: v7(), workspaceId, customerId, from, to: to ?? '', reason: 'x', changedAt: anyTime() },
        });
      }),
    () =>
      someOf(decisions, ({ id: decisionId }) => {
        const at = anyTime();
        const data = { id: v7(), key: v7(), workspaceId, decisionId, outcome: 'rejected', version: 1, before: {} };
        const times = { readyAt: at, openedAt: later(at, MINUTE), givenAt: later(at, rng() * HOUR) };
        return db.reviewVerdict.create({
          data: { ...data, verdict: pick(['approve', 'edit', 'reject']) ?? '', ...times },
        });
      }),
    () =>
      someOf(decisions, ({ id: decisionId }) =>
        db.breachReport.createMany({
          data: [
            {
              id: v7(),
              workspaceId,
              decisionId,
              agentId: 'x',
              action: 'x',
              guardrail: 'tone',
              note: 'x',
              reportedAt: anyTime(),
            },
          ],
          skipDuplicates: true,
        }),
      ),
    () =>
      someOf(decisions, ({ id }) => {
        const action = pick(['cart_recovery', 'winback_offer']) ?? '';
        if (messages.some(({ decisionId }) => decisionId === id)) {
          return db.decision.update({ ...ofKey(id), data: { action } });
        }
        const index = decisions.findIndex((decision) => decision.id === id);
        decisions.splice(index, 1);
        return db.decision.update({ ...ofKey(id), data: { action, outcome: 'cancelled', sendAt: null } });
      }),
    () =>
      someOf(decisions, ({ id: decisionId, customerId }) => {
        const redeemedAt = anyTime();
        const data = { id: v7(), workspaceId, decisionId, customerId, code: v7().slice(0, 32), percentOff: 10 };
        const told = { status: 'redeemed', issuedAt: redeemedAt, expiresAt: redeemedAt, redeemedAt };
        return db.offer.createMany({
          data: [{ ...data, ...told, reservedCents: 500, settledCents: whole(900) }],
          skipDuplicates: true,
        });
      }),
    () => {
      const [id, createdAt] = [v7(), anyTime()];
      const data = { id, workspaceId, name: 'x', document: {}, sectionAuthors: {}, createdAt, updatedAt: createdAt };
      return db.campaign.create({ data: { ...data, launchedAt: later(createdAt, rng() * 9 * DAY) } });
    },
    () => {
      const id = v7();
      tests.push(id);
      const data = { id, workspaceId, agentId: 'x', action: 'x', channel: 'email', status: 'running' };
      const variants = {
        create: [{ id: v7(), position: 0, style: 'control', status: 'running', writtenBy: 'library' }],
      };
      return db.experiment.create({
        data: { ...data, templateId: pick(['cart', 'win']) ?? '', proposedAt: now, startedAt: anyTime(), variants },
      });
    },
    () =>
      someOf(tests, async (id) => {
        await db.experiment.update({ ...ofKey(id), data: { endedAt: anyTime(), status: 'concluded' } });
        await db.experimentVariant.updateMany({ where: { workspaceId, experimentId: id }, data: { status: 'won' } });
      }),
  ];
  return () => pick(happenings)?.();
}

async function sumsOf(ctx: ServiceContext, rows: Parameters<ServiceContext['db']['$queryRaw']>[1]): Promise<Ledger> {
  const [sums] = await ctx.db.$queryRaw<Ledger[]>`SELECT ${LEDGER_SUMS} FROM (${rows}) AS ledger`;
  if (!sums) throw new Error('There is no answer.');
  return sums;
}

async function touchedRows(ctx: ServiceContext, { from, to }: Span): Promise<Touched> {
  const groups = await ctx.db.message.groupBy({
    by: ['customerId'],
    where: { workspaceId: ctx.workspaceId, deliveredAt: { gte: from, lt: to }, bouncedAt: null },
    _count: true,
  });
  return { customers: groups.length, squares: groups.reduce((sum, { _count }) => sum + _count ** 2, 0) };
}

describe('sums of hours', () => {
  it.each([1, 2, 3])(
    'say what the rows say at every moment, whatever happens in whichever order (%i)',
    async (seed) => {
      const { ctx } = await freshWorkspace({ virtualNow: now });
      const rng = seededRng(`roll-up ${seed}`);
      const happen = shop(ctx, rng);
      const touched: Span[] = [];
      for (let step = 0; step < 400; step++) {
        await happen();
        if (rng() < 0.03) await rollUp(ctx, { leavesRunning: rng() < 0.5 });
        if (step % 50 !== 49) continue;
        const from = later(now, -rng() * LONGEST_AGO);
        const span: Span = { from, to: later(from, rng() * LONGEST_AGO) };
        const kept = await sumsOf(ctx, await ledgerHours(ctx, span));
        const counted = await sumsOf(ctx, ledgerRows(ctx, span));
        const totals = await sumsOf(ctx, await ledgerTotals(ctx, span));
        for (const column of LEDGER_COLUMNS) {
          expect(kept[column], column).toBeCloseTo(counted[column], 3);
          expect(totals[column], column).toBeCloseTo(counted[column], 3);
        }
        // The same spans again and again: what was kept of them must have noticed what happened since.
        touched.push(span, { from: later(now, -LONGEST_AGO), to: now });
        expect(await countTouched(ctx, touched)).toEqual(
          await Promise.all(touched.map((each) => touchedRows(ctx, each))),
        );
      }
      expect((await rollUp(ctx)).done).toBe(true);
      const check = await checkRollups(ctx);
      expect(check.differences).toEqual([]);
      expect(check.waiting).toBe(0);
      expect(check.rows).toBeGreaterThan(50);
    },
  );

  it('of the running hour are left to whoever asks, until they are counted too', async () => {
    const { ctx } = await freshWorkspace({ virtualNow: later(now, 20 * MINUTE) });
    const meet = (at: Date) =>
      ctx.db.customer.create({
        data: { id: v7(), workspaceId: ctx.workspaceId, firstSeenAt: at, lastSeenAt: at, subjectRef: v7() },
      });
    await meet(later(now, -HOUR));
    await meet(later(now, 10 * MINUTE));
    const span = { from: later(now, -DAY), to: later(now, DAY) };
    const met = async () => (await sumsOf(ctx, await ledgerHours(ctx, span))).customers_met;

    expect(await rollUp(ctx, { leavesRunning: true })).toEqual({ hours: 1, done: true });
    expect(await checkRollups(ctx)).toMatchObject({ waiting: 1, differences: [] });
    expect(await met()).toBe(2);
    expect(await rollUp(ctx)).toEqual({ hours: 1, done: true });
    expect(await checkRollups(ctx)).toMatchObject({ waiting: 0, differences: [] });
    expect(await met()).toBe(2);
  });

  it('are found wrong where they are, and made right', async () => {
    const { ctx } = await freshWorkspace({ virtualNow: now });
    const happen = shop(ctx, seededRng('broken'));
    for (let step = 0; step < 120; step++) await happen();
    await rollUp(ctx);
    await ctx.db
      .$executeRaw`UPDATE kpi_hour SET customers_met = customers_met + 1 WHERE workspace_id = ${ctx.workspaceId}::uuid`;
    const { differences } = await checkRollups(ctx);
    expect(differences[0]).toMatchObject({ column: 'customers_met' });
    await rebuildRollups(ctx);
    expect((await checkRollups(ctx)).differences).toEqual([]);
    await ctx.db
      .$executeRaw`UPDATE kpi_day SET decisions = decisions + 1 WHERE workspace_id = ${ctx.workspaceId}::uuid`;
    expect((await checkRollups(ctx)).differences[0]).toMatchObject({ column: 'decisions' });
  });

  it('are cut where days begin within an hour', async () => {
    const { ctx } = await freshWorkspace({ virtualNow: now });
    const india = { ...ctx, workspace: { ...ctx.workspace, timezone: 'Asia/Kolkata' } };
    // Both in the hour from 18:00 to 19:00 UTC; the day begins at 18:30.
    for (const firstSeenAt of [new Date('2011-10-10T18:29:00Z'), new Date('2011-10-10T18:31:00Z')]) {
      const customer = { id: v7(), workspaceId: ctx.workspaceId, subjectRef: v7(), lastSeenAt: now };
      await ctx.db.customer.create({ data: { ...customer, firstSeenAt } });
      const order = {
        id: v7(),
        workspaceId: ctx.workspaceId,
        orderKey: v7(),
        customerId: customer.id,
        currency: 'INR',
      };
      await ctx.db.order.create({ data: { ...order, revenueCents: 100, lines: [], orderedAt: firstSeenAt } });
    }
    await rollUp(ctx);
    const { points } = await kpiSeries(india, { from: '2011-10-10', to: '2011-10-11', kpi: 'customer_lifetime_value' });
    expect(points.map(({ numerator, denominator }) => [numerator, denominator])).toEqual([
      [100, 1],
      [200, 2],
    ]);
  });
});
