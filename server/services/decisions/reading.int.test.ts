import { beforeAll, describe, expect, it } from 'vitest';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { rewritePolicy } from '@/tests/factories/rewrite-policy';
import { idleCart, product, shopper } from '@/tests/factories/shopper';
import { UNDRAWN_POLICY } from '@/tests/factories/undrawn-policy';
import { textOf } from '@/tests/harness/text-of';
import { activePolicy } from '../policies';
import { listReviews } from '../review';
import {
  countDecisions,
  decideIdleCarts,
  decisionFacets,
  exportDecisions,
  getDecision,
  listDecisions,
  previewDecision,
} from './index';

const MADE = 7;
let ctx: ServiceContext;
let executive: ServiceContext;

beforeAll(async () => {
  ({ ctx } = await freshWorkspace());
  await activePolicy(ctx);
  await rewritePolicy(ctx, UNDRAWN_POLICY);
  await product(ctx, { sku: 'KETTLE' });
  for (let index = 0; index < MADE; index++) {
    const customer = await shopper(ctx, { firstName: '=HYPERLINK("#A1")', lastName: String(index) });
    await idleCart(ctx, customer.id);
  }
  await decideIdleCarts(ctx, { limit: 50 });
  executive = { ...(await personIn(ctx.workspaceId, 'executive')), now: ctx.now };
});

describe('the log', () => {
  it('pages through every decision once, the latest first', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listDecisions>> = await listDecisions(ctx, { cursor, limit: 3 });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(new Set(seen).size).toBe(MADE);
    expect(seen).toHaveLength(MADE);
  });

  it('narrows by each filter, and counts the same', async () => {
    const [first] = (await listDecisions(ctx, { limit: 1 })).items;
    const one = { customerId: first?.customer.id };
    expect((await listDecisions(ctx, one)).items).toHaveLength(1);
    expect(await countDecisions(ctx, one)).toBe(1);
    expect(await countDecisions(ctx, { outcomes: ['executed'] })).toBe(0);
    expect(await countDecisions(ctx, { outcomes: ['in_review'], channel: 'email', action: 'cart_recovery' })).toBe(
      MADE,
    );
    expect(await countDecisions(ctx, { to: ctx.now })).toBe(0);
    expect(await countDecisions(ctx, { from: ctx.now })).toBe(MADE);
    expect(await decisionFacets(ctx)).toContainEqual({
      agentId: 'cart_winback',
      agentName: 'Cart & win-back',
      action: 'cart_recovery',
      actionName: 'Cart recovery e-mail',
    });
  });

  it('refuses a cursor that is none', async () => {
    await expect(listDecisions(ctx, { cursor: 'nonsense' })).rejects.toMatchObject({
      code: 'invalid',
      details: { field: 'cursor' },
    });
  });

  it('is exported whole, with its filters and zone on top, and no cell is a formula', async () => {
    const text = await textOf(await exportDecisions(ctx, { outcomes: ['in_review'] }));
    const lines = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(4 + MADE);
    expect(lines[0]).toContain(`${MADE} rows`);
    expect(lines[1]).toContain('outcomes=in_review');
    expect(lines[2]).toContain('Europe/London');
    expect(text).toContain(`"'=HYPERLINK(""#A1"") 0"`);
    expect(text).not.toMatch(/(^|,)"?=/m);
    const action = 'decisions.exported';
    const entry = await ctx.db.auditEntry.findFirst({ where: { workspaceId: ctx.workspaceId, action } });
    expect(JSON.parse(entry?.payload ?? '{}')).toEqual({ outcomes: ['in_review'], rows: MADE });
  });
});

describe('a role that may not see customers', () => {
  it('reads decisions without names, facts or messages', async () => {
    const { items } = await listDecisions(executive, {});
    expect(items.map(({ customer }) => customer.name)).toEqual(Array(MADE).fill(null));
    const decisionId = items[0]?.id ?? '';
    const detail = await getDecision(executive, { decisionId });
    expect(detail).toMatchObject({ snapshot: null, customer: { name: null } });
    expect(JSON.stringify(detail)).not.toContain('HYPERLINK');
    await expect(previewDecision(executive, { decisionId })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(listReviews(executive, {})).rejects.toMatchObject({ code: 'forbidden' });
    expect(await textOf(await exportDecisions(executive, {}))).not.toContain('HYPERLINK');
  });
});

describe('the queue', () => {
  it('puts the late ones first, the most valuable of them leading, then by the time left', async () => {
    const rows = (await listReviews(ctx, {})).items;
    const minutesAgo = [1, 2, 30, 90, 60, 3, 4];
    const values = [900, 100, 100, 500, 500, 100, 100];
    for (const [index, row] of rows.entries()) {
      await ctx.db.decision.update({
        where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: row.id } },
        data: { decidedAt: new Date(ctx.now.getTime() - (minutesAgo[index] ?? 0) * 60_000), valueCents: values[index] },
      });
    }
    const queue = await listReviews(ctx, {});
    const order = queue.items.map(({ id }) => rows.findIndex((row) => row.id === id));
    expect(order).toEqual([3, 4, 2, 6, 5, 1, 0]);
    expect(queue).toMatchObject({ total: MADE, today: { approved: 0, rejected: 0, medianMs: null } });
    expect((await listReviews(ctx, { limit: 2 })).total).toBe(MADE);
  });

  it('of another workspace is empty', async () => {
    const { ctx: stranger } = await freshWorkspace();
    expect(await listReviews(stranger, {})).toMatchObject({ items: [], total: 0 });
    expect(await countDecisions(stranger, {})).toBe(0);
  });
});
