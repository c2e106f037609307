import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import type { Condition, RuleGroup } from '@/domain/segments/rule';
import type { EventName, EventPayloads } from '@/inngest/events';
import type { ServiceContext } from '@/server/context';
import { campaignDocument } from '@/tests/factories/campaign';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { shopper } from '@/tests/factories/shopper';
import { approveCampaign, countAudience, createCampaign, decideCampaigns, moveCampaign } from '../campaigns';
import { withdrawConsent } from '../consent';
import { saveStages } from '../customers';
import { activePolicy } from '../policies';
import {
  archiveSegment,
  countRule,
  createSegment,
  customerSegments,
  duplicateSegment,
  evaluateTouched,
  exportMembers,
  getSegment,
  listMembers,
  listSegments,
  restoreSegment,
  saveSegment,
  segmentValues,
  sweepSegments,
  touchSegments,
} from './index';
import { isOutOfTime, withinTime } from './within-time';

const DAY = 86_400_000;
const all = (...rules: RuleGroup['rules']): RuleGroup => ({ kind: 'group', match: 'all', not: false, rules });
const orders = (value: number): Condition => ({ kind: 'number', field: 'order_count', op: 'at_least', value });
const recent: Condition = { kind: 'instant', field: 'last_order', op: 'within', days: 60 };
const inSegment = (segmentId: string): Condition => ({ kind: 'segment', segmentId, op: 'in' });

/** A workspace whose announcements are kept. */
async function workspace() {
  const { ctx: made, workspaceId } = await freshWorkspace();
  const told: string[] = [];
  const publish = async <Name extends EventName>(name: Name, data: EventPayloads[Name]) => {
    told.push('segmentId' in data ? `${name} ${data.segmentId}` : name);
  };
  const ctx: ServiceContext = { ...made, publish };
  const marketer = { ...(await personIn(workspaceId, 'marketer')), publish };
  return { ctx, marketer, told };
}

const later = (ctx: ServiceContext, days: number) => ({ ...ctx, now: new Date(ctx.now.getTime() + days * DAY) });

async function made(ctx: ServiceContext, name: string, ...rules: RuleGroup['rules']): Promise<string> {
  const { id } = await createSegment(ctx, { document: { name, rule: all(...rules) } });
  await evaluateTouched(ctx);
  return id;
}

const memberIds = async (ctx: ServiceContext, segmentId: string) =>
  (await listMembers(ctx, { segmentId })).items.map(({ id }) => id);
const historyOf = async (ctx: ServiceContext, customerId: string) =>
  (
    await ctx.db.segmentChange.findMany({
      where: { workspaceId: ctx.workspaceId, customerId },
      orderBy: [{ changedAt: 'asc' }, { id: 'asc' }],
    })
  ).map(({ kind, cause }) => `${kind} ${cause}`);

describe('the road of a segment', () => {
  it('is made, changed, archived and brought back, each in the audit log', async () => {
    const { marketer } = await workspace();
    const document = { name: 'Regulars', description: 'Two orders and more.', rule: all(orders(2)) };
    const { id: segmentId } = await createSegment(marketer, { document });
    const { revision } = await saveSegment(marketer, {
      segmentId,
      revision: 1,
      document: { ...document, rule: all(orders(3)) },
    });
    await expect(saveSegment(marketer, { segmentId, revision: 1, document })).rejects.toMatchObject({
      code: 'conflict',
    });
    await archiveSegment(marketer, { segmentId, revision });
    await expect(saveSegment(marketer, { segmentId, revision, document })).rejects.toMatchObject({ code: 'conflict' });
    await restoreSegment(marketer, { segmentId, revision });
    const detail = await getSegment(marketer, { segmentId });
    expect(detail).toMatchObject({ name: 'Regulars', words: 'number of orders is at least 3', isArchived: false });
    expect(detail.versions.map(({ words }) => words)).toEqual([
      'number of orders is at least 3',
      'number of orders is at least 2',
    ]);
    const entries = await marketer.db.auditEntry.findMany({
      where: { workspaceId: marketer.workspaceId, subject: `segment:${segmentId}` },
      orderBy: { seq: 'asc' },
    });
    expect(entries.map(({ action }) => action)).toEqual([
      'segment.created',
      'segment.saved',
      'segment.archived',
      'segment.restored',
    ]);
  });

  it('has a name of its own; a copy gets the next free one', async () => {
    const { marketer } = await workspace();
    const document = { name: 'Regulars', rule: all(orders(2)) };
    const { id: segmentId } = await createSegment(marketer, { document });
    await expect(createSegment(marketer, { document: { ...document, name: 'REGULARS' } })).rejects.toMatchObject({
      code: 'conflict',
    });
    await duplicateSegment(marketer, { segmentId });
    await duplicateSegment(marketer, { segmentId });
    expect((await listSegments(marketer)).map(({ name }) => name)).toEqual([
      'Regulars',
      'Regulars (copy 2)',
      'Regulars (copy)',
    ]);
  });

  it('names no segment that is not there, nor leads back to itself', async () => {
    const { ctx, marketer } = await workspace();
    const other = await workspace();
    const theirs = await made(other.ctx, 'Theirs', orders(1));
    await expect(made(marketer, 'Bad', inSegment(theirs))).rejects.toMatchObject({ code: 'invalid' });
    const first = await made(ctx, 'First', orders(1));
    const second = await made(ctx, 'Second', inSegment(first));
    const document = { name: 'First', rule: all(inSegment(second)) };
    await expect(saveSegment(marketer, { segmentId: first, revision: 1, document })).rejects.toMatchObject({
      code: 'invalid',
      message: 'The rule leads back to itself: “this segment” → “Second” → “this segment”.',
    });
  });

  it('stays while something uses it, and says what', async () => {
    const { ctx, marketer } = await workspace();
    const first = await made(ctx, 'First', orders(1));
    const second = await made(ctx, 'Second', inSegment(first));
    const document = campaignDocument({
      audience: { segments: [second] },
      trigger: { kind: 'segment_changed', segmentId: first, change: 'entered' },
    });
    const { id: campaignId } = await createCampaign(marketer, { document });
    const archive = (segmentId: string) => archiveSegment(marketer, { segmentId, revision: 1 });
    await expect(archive(first)).rejects.toThrow('It is used by campaign “Welcome”, segment “Second”.');
    await expect(archive(second)).rejects.toThrow('campaign “Welcome”');
    expect((await getSegment(marketer, { segmentId: first })).usedIn.map(({ kind }) => kind)).toEqual([
      'campaign',
      'segment',
    ]);
    await moveCampaign(marketer, { campaignId, revision: 1, move: 'archive' });
    await archive(second);
    await archive(first);
    await expect(moveCampaign(marketer, { campaignId, revision: 1, move: 'restore' })).rejects.toMatchObject({
      code: 'invalid',
    });
    await expect(restoreSegment(marketer, { segmentId: second, revision: 1 })).rejects.toMatchObject({
      code: 'invalid',
    });
  });
});

describe('who is in it', () => {
  it('follows what happens to customers, and tells of it', async () => {
    const { ctx, told } = await workspace();
    const [one, two] = [await shopper(ctx), await shopper(ctx, { orderCount: 0, lastOrderAt: null })];
    const segmentId = await made(ctx, 'Agreed to e-mail', {
      kind: 'consent',
      channel: 'email',
      status: 'granted',
    });
    expect((await memberIds(ctx, segmentId)).toSorted()).toEqual([one.id, two.id].toSorted());
    // The rule is new: nobody entered by themselves.
    expect(told).toEqual(['segments/touched']);
    await ctx.db.$transaction((tx) =>
      withdrawConsent(tx, ctx, {
        customerId: one.id,
        channel: 'email',
        purpose: 'marketing',
        source: 'test',
        evidence: null,
      }),
    );
    expect(await evaluateTouched(ctx)).toMatchObject({ entered: 0, left: 1 });
    expect(await memberIds(ctx, segmentId)).toEqual([two.id]);
    expect(told.at(-1)).toBe(`segment/left ${segmentId}`);
    expect(await historyOf(ctx, one.id)).toEqual(['entered rule', 'left customer']);
    expect(await evaluateTouched(ctx)).toEqual({ segments: 0, entered: 0, left: 0 });
  });

  it('follows a new stage without anybody saying so', async () => {
    const { ctx } = await workspace();
    const customer = await shopper(ctx, { stage: 'new' });
    const segmentId = await made(ctx, 'Active', { kind: 'choice', field: 'stage', op: 'is', values: ['active'] });
    const { document } = await activePolicy(ctx);
    await ctx.db.$transaction((tx) => saveStages(tx, ctx, document, [customer]));
    await evaluateTouched(ctx);
    const { stage } = await ctx.db.customer.findFirstOrThrow({ where: { id: customer.id } });
    expect(await memberIds(ctx, segmentId)).toEqual(stage === 'active' ? [customer.id] : []);
    expect(stage).not.toBe('new');
  });

  it('follows the clock, where the rule has one', async () => {
    const { ctx, told } = await workspace();
    const customer = await shopper(ctx);
    const segmentId = await made(ctx, 'Ordered lately', recent);
    const timeless = await made(ctx, 'Regulars', orders(2));
    expect(await memberIds(ctx, segmentId)).toEqual([customer.id]);
    expect(await sweepSegments(later(ctx, 0.5))).toEqual({ segments: 1, entered: 0, left: 0 });
    expect(await sweepSegments(later(ctx, 30))).toEqual({ segments: 2, entered: 0, left: 1 });
    expect(await memberIds(ctx, segmentId)).toEqual([]);
    expect(await memberIds(ctx, timeless)).toEqual([customer.id]);
    expect(told.at(-1)).toBe(`segment/left ${segmentId}`);
    const { days } = await getSegment(later(ctx, 30), { segmentId });
    expect(days.slice(-32).map(({ members }) => members)).toEqual([null, ...Array(30).fill(1), 0]);
    expect(days.at(-1)).toMatchObject({ entered: 0, left: 1 });
  });

  it('moves on to segments that name it, and a changed rule starts nothing there either', async () => {
    const { ctx, marketer, told } = await workspace();
    const customer = await shopper(ctx);
    const first = await made(ctx, 'First', orders(5));
    const second = await made(ctx, 'Second', inSegment(first));
    expect(await memberIds(ctx, second)).toEqual([]);
    await saveSegment(marketer, { segmentId: first, revision: 1, document: { name: 'First', rule: all(orders(1)) } });
    expect((await getSegment(ctx, { segmentId: first })).isPending).toBe(true);
    await evaluateTouched(ctx);
    expect(await memberIds(ctx, second)).toEqual([customer.id]);
    expect(await historyOf(ctx, customer.id)).toEqual(['entered rule', 'entered rule']);
    expect(told.filter((name) => name.startsWith('segment/'))).toEqual([]);
    await ctx.db.customer.updateMany({ where: { id: customer.id }, data: { orderCount: 0 } });
    await touchSegments(ctx.db, ctx, [customer.id]);
    await evaluateTouched(ctx);
    expect(await memberIds(ctx, second)).toEqual([]);
    expect(told.filter((name) => name.startsWith('segment/'))).toEqual([
      `segment/left ${first}`,
      `segment/left ${second}`,
    ]);
  });

  it('is the same whoever looks at the same moment, each entering told once', async () => {
    const { ctx } = await workspace();
    const segmentId = await made(ctx, 'Regulars', orders(2));
    const people = await Promise.all(Array.from({ length: 20 }, () => shopper(ctx)));
    await touchSegments(
      ctx.db,
      ctx,
      people.map(({ id }) => id),
    );
    await Promise.all([evaluateTouched(ctx), evaluateTouched(ctx), sweepSegments(later(ctx, 1))]);
    expect(await ctx.db.segmentChange.count({ where: { workspaceId: ctx.workspaceId, segmentId } })).toBe(20);
    expect((await getSegment(ctx, { segmentId })).members).toBe(20);
  });

  it('marks nobody where there is no segment', async () => {
    const { ctx } = await workspace();
    expect(await touchSegments(ctx.db, ctx, [v7()])).toBe(false);
    expect(await ctx.db.segmentTouched.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
  });
});

describe('what people see', () => {
  it('is a count with some of them while they type, and names only for those who may read them', async () => {
    const { ctx, marketer } = await workspace();
    const customer = await shopper(ctx);
    await shopper(ctx, { orderCount: 0 });
    expect(await countRule(marketer, { rule: all(orders(1)) })).toMatchObject({
      kind: 'exact',
      count: 1,
      base: 2,
      sample: [{ id: customer.id }],
    });
    const executive = await personIn(ctx.workspaceId, 'executive');
    expect(await countRule(executive, { rule: all(orders(1)) })).toMatchObject({ count: 1, sample: [] });
    await expect(createSegment(executive, { document: { name: 'No', rule: all(orders(1)) } })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  it('is an estimate with its interval where there are too many to count, and never more certain than it is', async () => {
    const { ctx, marketer } = await workspace();
    for (let index = 0; index < 6; index++) await shopper(ctx, { orderCount: index % 2 });
    const limits = { patienceMs: 2_500, countedUpTo: 5 };
    const count = await countRule(marketer, { rule: all(orders(1)) }, limits);
    expect(count).toMatchObject({ kind: 'estimated', count: 3, looked: 6, base: 6 });
    if (count.kind !== 'estimated') throw new Error('An estimate was expected.');
    expect(count.low).toBeLessThan(3);
    expect(count.high).toBeGreaterThan(3);
    expect(await countRule(marketer, { rule: all(orders(1)) }, { ...limits, countedUpTo: 6 })).toMatchObject({
      kind: 'exact',
      count: 3,
    });
  });

  it('is an answer in time: what takes longer is given up', async () => {
    const { ctx } = await workspace();
    const slow = withinTime(ctx, 50, (tx) => tx.$queryRaw`SELECT pg_sleep(30)::text`);
    expect(isOutOfTime(await slow.catch((problem: unknown) => problem))).toBe(true);
    expect(isOutOfTime(new Error('Something else.'))).toBe(false);
  });

  it('is values out of the workspace’s own rows', async () => {
    const { ctx, marketer } = await workspace();
    await shopper(ctx, { country: 'DE', traits: { plan: 'gold' } });
    await shopper(ctx, { country: 'DE' });
    await shopper(ctx, { country: 'FR' });
    const values = async (of: Parameters<typeof segmentValues>[1]['of'], search = '') =>
      (await segmentValues(marketer, { of, search })).map(({ value }) => value);
    expect(await values({ kind: 'choice', field: 'country' })).toEqual(['DE', 'FR']);
    expect(await values({ kind: 'choice', field: 'country' }, 'f')).toEqual(['FR']);
    expect(await values({ kind: 'trait' })).toEqual(['plan']);
    expect(await values({ kind: 'trait_value', key: 'plan' })).toEqual(['gold']);
    const other = await workspace();
    expect(await segmentValues(other.marketer, { of: { kind: 'choice', field: 'country' }, search: '' })).toEqual([]);
  });

  it('is why a customer is in it, or is not', async () => {
    const { ctx, marketer } = await workspace();
    const customer = await shopper(ctx, { lastOrderAt: new Date(ctx.now.getTime() - 90 * DAY) });
    await made(ctx, 'Regulars', orders(2));
    await made(ctx, 'Ordered lately', orders(1), recent);
    const found = await customerSegments(marketer, { customerId: customer.id });
    expect(found.map(({ name, isIn }) => [name, isIn])).toEqual([
      ['Regulars', true],
      ['Ordered lately', false],
    ]);
    expect(found[1]?.explained).toMatchObject({
      passes: false,
      rules: [
        { words: 'number of orders is at least 1', measured: '2', passes: true },
        { words: 'last ordered in the last 60 days', passes: false },
      ],
    });
    const other = await workspace();
    await expect(customerSegments(other.marketer, { customerId: customer.id })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('is a file of its members that runs no formula', async () => {
    const { ctx, marketer } = await workspace();
    await shopper(ctx, { firstName: '=HYPERLINK("x")', lastName: null });
    const segmentId = await made(ctx, 'Regulars', orders(2));
    let file = '';
    for await (const piece of await exportMembers(marketer, { segmentId })) file += piece;
    expect(file).toContain('# Rule: number of orders is at least 2');
    expect(file).toContain(`"'=HYPERLINK(""x"")"`);
    const entry = await ctx.db.auditEntry.findFirst({
      where: { workspaceId: ctx.workspaceId, action: 'segment.exported' },
    });
    expect(entry?.subject).toBe(`segment:${segmentId}`);
  });
});

describe('campaigns', () => {
  it('count only those who are in the segment', async () => {
    const { ctx, marketer } = await workspace();
    await shopper(ctx);
    await shopper(ctx, { orderCount: 7 });
    const segmentId = await made(ctx, 'Regulars', orders(5));
    expect(await countAudience(marketer, { audience: { segments: [segmentId] } })).toMatchObject({ total: 1 });
    const other = await workspace();
    expect(await countAudience(other.marketer, { audience: { segments: [segmentId] } })).toMatchObject({ total: 0 });
  });

  it('begin for whoever enters, once, and not for whoever a changed rule brought in', async () => {
    const { ctx, marketer } = await workspace();
    const approver = await personIn(ctx.workspaceId, 'approver');
    const before = await shopper(ctx, { orderCount: 9 });
    const segmentId = await made(ctx, 'Regulars', orders(5));
    const document = campaignDocument({
      trigger: { kind: 'segment_changed', segmentId, change: 'entered' },
      audience: { segments: [segmentId] },
    });
    const { id: campaignId } = await createCampaign(marketer, { document });
    const at = { campaignId, revision: 1 };
    await moveCampaign(marketer, { ...at, move: 'submit' });
    await approveCampaign(approver, at);
    await moveCampaign(marketer, { ...at, move: 'launch' });
    const soon = later(ctx, 0.01);
    const customer = await shopper(ctx, { orderCount: 4 });
    expect(await decideCampaigns(soon, { limit: 10 })).toEqual({ decided: 0 });
    await ctx.db.customer.updateMany({ where: { id: customer.id }, data: { orderCount: 5 } });
    await touchSegments(ctx.db, ctx, [customer.id]);
    await evaluateTouched(soon);
    expect(await decideCampaigns(soon, { limit: 10 })).toEqual({ decided: 1 });
    expect(await decideCampaigns(soon, { limit: 10 })).toEqual({ decided: 0 });
    const [decision] = await ctx.db.decision.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(decision).toMatchObject({
      customerId: customer.id,
      trigger: 'segment_changed',
      triggerKey: `segment:${customer.id}:${segmentId}:entered:${soon.now.toISOString()}`,
    });
    // Out and in again is another entering, but nobody goes through a campaign twice.
    for (const [count, moment] of [[1, later(ctx, 0.02)] as const, [6, later(ctx, 0.03)] as const]) {
      await ctx.db.customer.updateMany({ where: { id: customer.id }, data: { orderCount: count } });
      await touchSegments(ctx.db, ctx, [customer.id]);
      await evaluateTouched(moment);
    }
    expect(await decideCampaigns(later(ctx, 0.04), { limit: 10 })).toEqual({ decided: 0 });
    expect(await historyOf(ctx, customer.id)).toEqual(['entered customer', 'left customer', 'entered customer']);
    expect(await historyOf(ctx, before.id)).toEqual(['entered rule']);
  });
});
