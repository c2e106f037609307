import { v7 } from 'uuid';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Finding, GuardrailId, Severity, Verdict } from '@/domain/guardrails/verdict';
import type { ServiceContext } from '@/server/context';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { personWithPassword } from '@/tests/factories/person';
import { queuedTouch } from '@/tests/factories/touch';
import { textOf } from '@/tests/harness/text-of';
import { blockedReasons, countDecisions, decisionReviewers, exportDecisions, listDecisions } from './index';

let ctx: ServiceContext;

const found = (rule: string, verdict: Severity): Finding => ({
  rule,
  verdict,
  reason: `${rule} says ${verdict}`,
  measured: null,
  limit: null,
  evidence: [],
});
const says = (guardrail: GuardrailId, ...findings: [string, Severity][]): Verdict => ({
  guardrail,
  verdict: findings[0]?.[1] ?? 'pass',
  findings: findings.map(([rule, verdict]) => found(rule, verdict)),
});

async function made(changes: { outcome?: string; verdicts?: Verdict[]; escalations?: string[] } = {}): Promise<string> {
  const { escalations = [], ...data } = changes;
  const { decisionId } = await queuedTouch(ctx, { candidate: { escalations } });
  if (data.outcome) await ctx.db.message.deleteMany({ where: { workspaceId: ctx.workspaceId, decisionId } });
  await ctx.db.decision.update({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: decisionId } }, data });
  return decisionId;
}

const idsOf = async (filters: Parameters<typeof listDecisions>[1]) =>
  (await listDecisions(ctx, filters)).items.map(({ id }) => id).toSorted();

let capped: string;
let cappedTwice: string;
let later: string;
let whileWaiting: string;
let onLeaving: string;
let vip: string;

beforeAll(async () => {
  ({ ctx } = await freshWorkspace());
  const { userId: reviewedById } = await personWithPassword(ctx.workspaceId, 'approver');
  capped = await made({ outcome: 'blocked', verdicts: [says('spam', ['spam.frequency', 'block'])] });
  cappedTwice = await made({
    outcome: 'blocked',
    verdicts: [
      says('spam', ['spam.frequency', 'block'], ['spam.engagement', 'block']),
      says('consent', ['consent.opt_in', 'block']),
    ],
  });
  later = await made({ outcome: 'blocked', verdicts: [says('spam', ['spam.frequency', 'pass'])] });
  whileWaiting = await made({ outcome: 'blocked' });
  const verdicts = JSON.parse(JSON.stringify([says('financial', ['financial.margin', 'block'])]));
  await ctx.db.reviewRejudgement.create({
    data: {
      workspaceId: ctx.workspaceId,
      decisionId: whileWaiting,
      cause: 'policy',
      wasVersion: 1,
      policyVersion: 2,
      judgedAt: ctx.now,
      verdicts,
      changes: [],
    },
  });
  onLeaving = await made();
  await ctx.db.decision.update({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: onLeaving } },
    data: { outcome: 'blocked' },
  });
  await ctx.db.message.updateMany({
    where: { workspaceId: ctx.workspaceId, decisionId: onLeaving },
    data: { status: 'cancelled', failureCode: 'spam.reputation', failureReason: 'Too many bounces by now.' },
  });
  vip = await made({ verdicts: [says('financial', ['financial.vip', 'review'])] });
  await made({ verdicts: [says('tone', ['tone.brand', 'review'])] });
  await made({ verdicts: [says('tone', ['tone.brand', 'pass'])] });
  await made({ verdicts: [says('tone', ['tone.brand', 'pass'])], escalations: ['A very good customer.'] });
  await ctx.db.decision.update({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: vip } },
    data: { reviewedById, reviewedAt: ctx.now },
  });
  const given = { workspaceId: ctx.workspaceId, decisionId: vip, givenById: reviewedById, before: {} };
  const verdict = { verdict: 'approve', outcome: 'approved', version: 1, readyAt: ctx.now, givenAt: ctx.now };
  await ctx.db.reviewVerdict.create({ data: { ...given, ...verdict, id: v7(), key: v7() } });
});

describe('the log', () => {
  it('finds by risk exactly the decisions that carry it', async () => {
    const { items } = await listDecisions(ctx, {});
    for (const risk of ['low', 'mid', 'high'] as const) {
      const expected = items.filter((row) => row.risk === risk).map(({ id }) => id);
      expect(expected.length, risk).toBeGreaterThan(0);
      expect(await idsOf({ risk }), risk).toEqual(expected.toSorted());
    }
  });

  it('finds by the guardrail and the rule that said no', async () => {
    expect(await idsOf({ guardrail: 'spam' })).toEqual([capped, cappedTwice, onLeaving].toSorted());
    expect(await idsOf({ guardrail: 'consent' })).toEqual([cappedTwice]);
    expect(await idsOf({ rule: 'spam.engagement' })).toEqual([cappedTwice]);
    expect(await idsOf({ rule: 'spam.reputation' })).toEqual([onLeaving]);
    expect(await idsOf({ guardrail: 'financial' })).toEqual([whileWaiting]);
    expect(await idsOf({ guardrail: 'tone' })).toEqual([]);
  });

  it('finds by reviewer, and names those there are', async () => {
    const reviewers = await decisionReviewers(ctx);
    expect(reviewers.map(({ name }) => name)).toEqual(['Pat']);
    expect(await idsOf({ reviewerId: reviewers[0]?.id })).toEqual([vip]);
    const { ctx: stranger } = await freshWorkspace();
    expect(await decisionReviewers(stranger)).toEqual([]);
  });

  it('exports those that were picked and no others, and says in the audit log how many', async () => {
    const text = await textOf(await exportDecisions(ctx, { ids: [vip, later] }));
    expect(text).toContain(vip);
    expect(text).toContain(later);
    expect(text).not.toContain(capped);
    expect(await countDecisions(ctx, { ids: [] })).toBe(0);
    const entry = await ctx.db.auditEntry.findFirst({
      where: { workspaceId: ctx.workspaceId, action: 'decisions.exported' },
    });
    expect(JSON.parse(entry?.payload ?? '{}')).toEqual({ rows: 2, selected: 2 });
  });

  it('gives nobody another workspace’s decisions by naming them', async () => {
    const { ctx: stranger } = await freshWorkspace();
    expect(await countDecisions(stranger, { ids: [vip, later] })).toBe(0);
  });
});

describe('what stops most', () => {
  it('is counted by decision, each bar as many as the log finds behind it', async () => {
    const reasons = await blockedReasons(ctx, {});
    expect(reasons).toMatchObject({ decided: 9, blocked: 5, looked: 5, later: 3, unnamed: 1 });
    expect(reasons.guardrails.map(({ guardrail, count }) => [guardrail, count])).toEqual([
      ['spam', 3],
      ['consent', 1],
      ['financial', 1],
    ]);
    for (const { guardrail, count, rules } of reasons.guardrails) {
      expect(await countDecisions(ctx, { outcomes: ['blocked'], guardrail })).toBe(count);
      for (const { rule, count: ofRule } of rules)
        expect(await countDecisions(ctx, { outcomes: ['blocked'], guardrail, rule })).toBe(ofRule);
    }
    expect(reasons.guardrails[0]?.rules[0]).toEqual({
      rule: 'spam.frequency',
      count: 2,
      example: 'spam.frequency says block',
    });
  });

  it('is counted over the latest of them where there are very many', async () => {
    const { blocked, looked, unnamed, guardrails } = await blockedReasons(ctx, {}, 2);
    expect({ blocked, looked }).toEqual({ blocked: 5, looked: 2 });
    expect(unnamed).toBeGreaterThanOrEqual(0);
    for (const { count } of guardrails) expect(count).toBeLessThanOrEqual(2);
  });

  it('follows the filters, and is empty for strangers', async () => {
    expect(await blockedReasons(ctx, { channel: 'sms' })).toEqual({
      decided: 0,
      blocked: 0,
      looked: 0,
      later: 0,
      unnamed: 0,
      guardrails: [],
    });
    expect(await blockedReasons(ctx, { to: ctx.now })).toMatchObject({ blocked: 0 });
    const { ctx: stranger } = await freshWorkspace();
    expect(await blockedReasons(stranger, {})).toMatchObject({ decided: 0, guardrails: [] });
  });
});
