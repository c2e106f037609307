import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { v7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide } from '@/domain/decisions/decide';
import { DecisionFile } from '@/domain/decisions/decision-file';
import { Snapshot } from '@/domain/decisions/snapshot';
import { ORDER_PRIORS } from '@/domain/models/order-priors';
import { Policy } from '@/domain/policies/policy';
import { verifyExport } from '@/scripts/audit-verify.mjs';
import type { ServiceContext } from '@/server/context';
import { Prisma } from '@/server/generated/prisma/client';
import { freshWorkspace, personIn } from '@/tests/factories/fresh-workspace';
import { reviewWorkspace, waitingReview } from '@/tests/factories/review';
import { rewritePolicy } from '@/tests/factories/rewrite-policy';
import { idleCart, product, shopper } from '@/tests/factories/shopper';
import { queuedTouch } from '@/tests/factories/touch';
import { UNDRAWN_POLICY } from '@/tests/factories/undrawn-policy';
import { asOwner } from '@/tests/harness/as-owner';
import { textOf } from '@/tests/harness/text-of';
import { installationSigner, writeCheckpoint } from '../audit';
import { activePolicy } from '../policies';
import { openedRecords, openRecords } from '../records';
import { decideReview, snoozeReview, undoReview } from '../review';
import { decideIdleCarts, exportDecision, getDecision, listDecisions, proveDecision, similarDecisions } from './index';

const MADE = 4;
let ctx: ServiceContext;
let executive: ServiceContext;
let approver: ServiceContext;
let ids: string[];

beforeAll(async () => {
  ({ ctx } = await freshWorkspace());
  await activePolicy(ctx);
  await rewritePolicy(ctx, UNDRAWN_POLICY);
  await product(ctx, { sku: 'KETTLE' });
  for (let index = 0; index < MADE; index++) await idleCart(ctx, (await shopper(ctx)).id);
  await decideIdleCarts(ctx, { limit: 50 });
  ids = (await listDecisions(ctx, {})).items.map(({ id }) => id);
  approver = { ...(await personIn(ctx.workspaceId, 'approver')), now: ctx.now };
  executive = { ...(await personIn(ctx.workspaceId, 'executive')), now: ctx.now };
});

const at = (index: number) => ids[index] ?? '';
const key = (id: string) => ({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });

async function fileOf(of: ServiceContext, decisionId: string): Promise<DecisionFile> {
  return DecisionFile.parse(JSON.parse(await textOf(await exportDecision(of, { decisionId }))));
}

describe('a receipt', () => {
  it('carries its policy, and its audit entries with their links in the chain', async () => {
    const receipt = await getDecision(ctx, { decisionId: at(0) });
    expect(receipt.policy).toMatchObject({ isActive: true });
    expect(receipt.history.map(({ action }) => action)).toEqual(['decision.made']);
    const entry = await ctx.db.auditEntry.findFirst({
      where: { workspaceId: ctx.workspaceId, subject: `decision:${at(0)}` },
    });
    expect(receipt.history[0]).toMatchObject({ seq: String(entry?.seq), hash: entry?.hash });
  });

  it('says the threshold that would flip a finding as the policy’s form does', async () => {
    const { verdicts, flips } = await getDecision(ctx, { decisionId: at(0) });
    const found = verdicts.flatMap(({ findings }) => findings).flatMap(({ flip }) => flip ?? []);
    expect(found).toContainEqual({ path: 'financial.passBelowPercent', value: 21 });
    expect(flips.map(({ path, value }) => ({ path, value }))).toEqual(found);
    expect(flips).toContainEqual({
      path: 'financial.passBelowPercent',
      value: 21,
      pointer: 'financial.passBelowPercent',
      name: 'Discounts and value · Discounts pass below',
      words: '21%',
    });
  });

  it('says whether the stored record is the one that was audited', async () => {
    const recordOf = async (decisionId: string) => (await getDecision(ctx, { decisionId })).record;
    const reviewed = at(1);
    expect(await recordOf(reviewed)).toBe('matches');
    const { version } = await getDecision(ctx, { decisionId: reviewed });
    const later = { ...ctx, now: new Date(ctx.now.getTime() + 60_000) };
    await decideReview(later, { decisionId: reviewed, version, verdict: 'approve' });
    // What leaves at once leaves a minute later than it was meant to.
    expect(await recordOf(reviewed)).toBe('reviewed');

    const forged = at(2);
    const row = await ctx.db.decision.findUniqueOrThrow(key(forged));
    await ctx.db.decision.update({ ...key(forged), data: { chosen: { ...Object(row.chosen), probability: 0.99 } } });
    expect(await recordOf(forged)).toBe('differs');
    await ctx.db.decision.update({ ...key(forged), data: { chosen: Object(row.chosen) } });
    expect(await recordOf(forged)).toBe('matches');

    const { decisionId } = await queuedTouch(ctx);
    expect(await recordOf(decisionId)).toBe('unknown');
    await ctx.db.message.deleteMany({ where: { workspaceId: ctx.workspaceId, decisionId } });
    await ctx.db.decision.delete(key(decisionId));
  });

  it('believes no erasure that the audit log does not know of', async () => {
    const own = await reviewWorkspace();
    const { decisionId, customerId } = await waitingReview(own);
    // Emptied as an erasure would have left it, down to the customer's row.
    await openRecords(own.db, own, { customerIds: [customerId], limit: 10 });
    const where = (id: string) => ({ workspaceId_id: { workspaceId: own.workspaceId, id } });
    await own.db.decision.update({ where: where(decisionId), data: { snapshot: { erased: true } } });
    await own.db.customer.update({ where: where(customerId), data: { erasedAt: own.now, subjectRef: v7() } });
    expect(await getDecision(own, { decisionId })).toMatchObject({
      record: 'differs',
      snapshot: null,
      snapshotState: 'missing',
    });
  });

  it('tells a forged choice, verdict or record whatever people did with it in review', async () => {
    const own = await reviewWorkspace();
    const dana = { ...(await personIn(own.workspaceId, 'approver')), now: own.now };
    const row = (decisionId: string) => ({
      where: { workspaceId_id: { workspaceId: own.workspaceId, id: decisionId } },
    });
    const recordOf = async (decisionId: string) => (await getDecision(own, { decisionId })).record;
    const snoozed = await waitingReview(own);
    await snoozeReview(dana, { decisionId: snoozed.decisionId, until: new Date(own.now.getTime() + 120_000) });
    expect(await recordOf(snoozed.decisionId)).toBe('matches');
    const approved = await waitingReview(own);
    await decideReview(dana, { decisionId: approved.decisionId, version: approved.version, verdict: 'approve' });
    const edited = await waitingReview(own);
    const edit = { subject: 'Your basket is kept for you' };
    await decideReview(dana, { decisionId: edited.decisionId, version: edited.version, verdict: 'edit', edit });
    expect(await recordOf(edited.decisionId)).toBe('reviewed');
    for (const { decisionId } of [snoozed, approved, edited]) {
      const genuine = await own.db.decision.findUniqueOrThrow(row(decisionId));
      const stands = await recordOf(decisionId);
      const forge = async (data: Prisma.DecisionUpdateInput) => {
        await own.db.decision.update({ ...row(decisionId), data });
        const found = await recordOf(decisionId);
        const { chosen, judgedVerdicts, record, specimenId, snapshot } = genuine;
        await own.db.decision.update({
          ...row(decisionId),
          data: {
            chosen: Object(chosen),
            judgedVerdicts: judgedVerdicts === null ? Prisma.DbNull : Object(judgedVerdicts),
            record: record && new Uint8Array(record),
            specimenId,
            snapshot: Object(snapshot),
          },
        });
        return found;
      };
      expect(await forge({ chosen: { ...Object(genuine.chosen), probability: 0.99 } })).toBe('differs');
      const [whole] = await openedRecords(own.db, own, [decisionId]);
      const passes = Object(whole?.verdicts).map((verdict: object) => ({ ...verdict, verdict: 'pass' }));
      expect(await forge({ judgedVerdicts: passes })).toBe('differs');
      const other = await waitingReview(own);
      const { record, specimenId } = await own.db.decision.findUniqueOrThrow(row(other.decisionId));
      expect(await forge({ record: record && new Uint8Array(record), specimenId })).toBe('differs');
      expect(await recordOf(decisionId)).toBe(stands);
    }
  });

  it('names each part that somebody changed past the product: facts, outcome, verdict and what was sent', async () => {
    const own = await reviewWorkspace();
    const dana = { ...(await personIn(own.workspaceId, 'approver')), now: own.now };
    const where = (id: string) => ({ workspaceId_id: { workspaceId: own.workspaceId, id } });
    const given = async (answer: object) => {
      const waiting = await waitingReview(own);
      await decideReview(dana, { decisionId: waiting.decisionId, version: waiting.version, ...answer } as never);
      return waiting.decisionId;
    };
    const waits = (await waitingReview(own)).decisionId;
    const approved = await given({ verdict: 'approve', note: 'Fine.' });
    const edited = await given({ verdict: 'edit', edit: { subject: 'Your basket is kept for you' } });
    for (const decisionId of [waits, approved, edited]) {
      const genuine = await own.db.decision.findUniqueOrThrow({ where: where(decisionId) });
      expect(await getDecision(own, { decisionId })).toMatchObject({ differs: [] });
      const forgeries: [string, Prisma.DecisionUncheckedUpdateInput][] = [
        ['facts', { autonomyLevel: 3 }],
        ['facts', { trigger: 'on_demand' }],
        ['facts', { decidedAt: new Date('2026-01-01T00:00:00Z') }],
        ['facts', { modelVersions: { order: 'other-1' } }],
        ['facts', { policyVersion: 7 }],
        ['facts', { heldOut: true }],
        ['facts', { summary: 'Something nobody decided.' }],
        ['outcome', { outcome: 'rejected' }],
        ['review', { reviewedById: own.workspaceId, reviewedAt: own.now }],
        ['review', { reviewNote: 'Approved by the board.' }],
      ];
      for (const [part, data] of forgeries) {
        await own.db.decision.update({ where: where(decisionId), data });
        const found = await getDecision(own, { decisionId });
        expect([found.record, found.differs], JSON.stringify(data)).toEqual(['differs', [part]]);
        const back = Object.fromEntries(Object.keys(data).map((name) => [name, genuine[name as keyof typeof genuine]]));
        await own.db.decision.update({ where: where(decisionId), data: back });
      }
      expect(await getDecision(own, { decisionId })).toMatchObject({ differs: [] });
    }
    const message = { workspaceId: own.workspaceId, decisionId: approved };
    const sent = await own.db.message.findFirstOrThrow({ where: message });
    const rewrite = (data: object) =>
      asOwner(async (owner) => {
        await owner.query("SET session_replication_role = 'replica'");
        const { subject, text, html } = { ...sent, ...data };
        await owner.query('UPDATE message SET subject = $2, text = $3, html = $4 WHERE id = $1', [
          sent.id,
          subject,
          text,
          html,
        ]);
      });
    for (const data of [{ subject: 'Free' }, { text: 'Free' }, { html: '<p>Free</p>' }]) {
      await expect(own.db.message.updateMany({ where: message, data })).rejects.toThrow('stays as it was written');
      await rewrite(data);
      expect(await getDecision(own, { decisionId: approved })).toMatchObject({
        record: 'differs',
        differs: ['message'],
      });
      await rewrite(sent);
    }
    expect(JSON.parse(await textOf(await exportDecision(own, { decisionId: approved })))).toMatchObject({
      differs: [],
    });
  });

  it('names the variant that was sent and its test', async () => {
    const { decisionId } = await queuedTouch(ctx);
    const variantOf = async () => (await getDecision(ctx, { decisionId })).variant;
    expect(await variantOf()).toBeNull();
    const row = await ctx.db.decision.findUniqueOrThrow(key(at(3)));
    const experimentId = v7();
    const draw = { period: 3, propensity: 0.42 };
    const variant = { experimentId, variantId: v7(), style: 'curiosity', draftId: null, isTest: true, draw };
    await ctx.db.decision.update({ ...key(decisionId), data: { chosen: { ...Object(row.chosen), variant } } });
    expect(await variantOf()).toEqual({ style: 'curiosity', isTest: true, draw, test: null });
    const target = { agentId: 'cart_winback', action: 'cart_recovery', channel: 'email', templateId: 'cart-recovery' };
    await ctx.db.experiment.create({
      data: {
        ...target,
        workspaceId: ctx.workspaceId,
        id: experimentId,
        status: 'running',
        proposedAt: ctx.now,
        startedAt: ctx.now,
      },
    });
    expect(await variantOf()).toMatchObject({
      style: 'curiosity',
      test: { templateId: 'cart-recovery', name: 'Cart recovery e-mail', status: 'running', startedAt: ctx.now },
    });
    expect((await getDecision(ctx, { decisionId })).writing).toBeNull();
    const draftId = v7();
    const writing = {
      outcome: 'written',
      provider: 'openai',
      model: 'gpt-5-mini',
      promptVersion: 4,
      inputHash: 'a'.repeat(64),
      inputTokens: 900,
      outputTokens: 120,
      costMicros: 465,
    };
    const { workspaceId } = ctx;
    const words = { subject: 'Yours', problems: [] };
    await ctx.db.copyDraft.create({
      data: {
        ...target,
        ...writing,
        workspaceId,
        id: draftId,
        style: 'curiosity',
        writtenBy: 'model',
        words,
        problems: [],
        createdAt: ctx.now,
      },
    });
    const drafted = { ...Object(row.chosen), variant: { ...variant, draftId } };
    await ctx.db.decision.update({ ...key(decisionId), data: { chosen: drafted } });
    expect((await getDecision(ctx, { decisionId })).writing).toEqual(writing);
    expect((await fileOf(ctx, decisionId)).result.writing).toEqual(writing);
    await ctx.db.copyDraft.delete({ where: { workspaceId_id: { workspaceId, id: draftId } } });
    await ctx.db.message.deleteMany({ where: { workspaceId: ctx.workspaceId, decisionId } });
    await ctx.db.decision.delete(key(decisionId));
  });

  it('keeps the agent’s words beside a reviewer’s, until the edit is taken back', async () => {
    const decisionId = at(0);
    const { version, chosen } = await getDecision(ctx, { decisionId });
    const edit = { subject: 'Your basket is kept for you' };
    const told = { decisionId, version, verdict: 'edit', edit } as const;
    await decideReview(approver, told);
    expect(await getDecision(ctx, { decisionId })).toMatchObject({
      chosen: { content: edit },
      editedFrom: { content: { subject: chosen?.content.subject } },
      record: 'reviewed',
    });
    await undoReview(approver, { decisionId });
    expect(await getDecision(ctx, { decisionId })).toMatchObject({ chosen, editedFrom: null, record: 'matches' });
  });

  it('is still shown where its snapshot cannot be read any more', async () => {
    const { customerId } = await ctx.db.decision.findUniqueOrThrow(key(at(3)));
    await openRecords(ctx.db, ctx, { customerIds: [customerId], limit: 10 });
    const { snapshot } = await ctx.db.decision.findUniqueOrThrow(key(at(3)));
    await ctx.db.decision.update({ ...key(at(3)), data: { snapshot: { schema: 0 } } });
    expect(await getDecision(ctx, { decisionId: at(3) })).toMatchObject({
      snapshot: null,
      snapshotState: 'unreadable',
    });
    await ctx.db.decision.update({ ...key(at(3)), data: { snapshot: Object(snapshot) } });
  });
});

describe('its file', () => {
  it('holds everything needed to decide it again', async () => {
    const file = await fileOf(ctx, at(0));
    expect(file.withheld).toEqual([]);
    const again = decide({
      snapshot: Snapshot.parse(file.replay?.snapshot),
      policy: Policy.parse(file.replay?.policy.document),
      models: ORDER_PRIORS,
      now: new Date(file.replay?.now ?? ''),
    });
    expect(file.replay?.models).toEqual(ORDER_PRIORS.versions);
    expect({ chosen: again.chosen, verdicts: again.verdicts, reasons: again.reasons }).toEqual({
      chosen: file.result.chosen,
      verdicts: file.result.verdicts,
      reasons: file.result.reasons,
    });
  });

  it('is written into the audit log, itself the last of its entries', async () => {
    const file = await fileOf(ctx, at(0));
    expect(file.audit.at(-1)?.action).toBe('decision.exported');
    const entry = await ctx.db.auditEntry.findFirst({
      where: { workspaceId: ctx.workspaceId, action: 'decision.exported' },
      orderBy: { seq: 'desc' },
    });
    expect(entry).toMatchObject({ subject: `decision:${at(0)}`, payload: '{"withheld":[]}' });
  });

  it('holds what was sent', async () => {
    const { decisionId, messageId } = await queuedTouch(ctx);
    const file = await fileOf(ctx, decisionId);
    expect(file.messages).toMatchObject([{ id: messageId, status: 'queued', template: 'cart_recovery@1' }]);
    await ctx.db.message.deleteMany({ where: { workspaceId: ctx.workspaceId, decisionId } });
    await ctx.db.decision.delete(key(decisionId));
  });

  it('leaves out, and says so, what a role may not see', async () => {
    const file = await fileOf(executive, at(0));
    expect(file).toMatchObject({ withheld: ['replay', 'messages'], replay: null, messages: [] });
    expect(JSON.stringify(file)).not.toContain('Ida');
  });

  it('is not made for another workspace, nor for what is no decision', async () => {
    const { ctx: stranger } = await freshWorkspace();
    for (const decisionId of [at(0), v7(), '']) {
      const asked = exportDecision(stranger, { decisionId });
      await expect(asked).rejects.toMatchObject({ code: 'not_found' });
    }
    expect(
      await stranger.db.auditEntry.count({ where: { workspaceId: stranger.workspaceId, action: 'decision.exported' } }),
    ).toBe(0);
  });
});

describe('decisions like it', () => {
  it('are those of the same agent, action and stage before it, counted from their rows', async () => {
    await ctx.db.decision.update({
      ...key(at(0)),
      data: { decidedAt: new Date(ctx.now.getTime() + 1_000) },
    });
    const others = ids.slice(1);
    await ctx.db.decision.update({ ...key(at(3)), data: { outcome: 'executed' } });
    await ctx.db.attribution.create({
      data: {
        id: v7(),
        workspaceId: ctx.workspaceId,
        orderId: v7(),
        decisionId: at(3),
        messageId: v7(),
        model: 'last_touch',
        evidence: 'code',
        creditCents: 4_200,
        orderedAt: ctx.now,
      },
    });
    const found = await similarDecisions(ctx, { decisionId: at(0) });
    expect(found).toMatchObject({
      stage: 'active',
      total: others.length,
      isCapped: false,
      ordered: 1,
      creditedCents: 4_200,
    });
    expect(found?.outcomes.reduce((sum, { count }) => sum + count, 0)).toBe(others.length);
    expect(found?.latest.map(({ id }) => id).toSorted()).toEqual(others.toSorted());

    const { snapshot } = await ctx.db.decision.findUniqueOrThrow(key(at(3)));
    const churned = { ...Object(snapshot), customer: { ...Object(snapshot).customer, stage: 'churned' } };
    await ctx.db.decision.update({ ...key(at(3)), data: { snapshot: churned } });
    expect(await similarDecisions(ctx, { decisionId: at(0) })).toMatchObject({ total: others.length - 1, ordered: 0 });
    expect(await similarDecisions(executive, { decisionId: at(0) })).toMatchObject({
      stage: null,
      total: others.length,
    });
  });

  it('are none where nothing was done', async () => {
    await ctx.db.decision.update({ ...key(at(2)), data: { action: null } });
    expect(await similarDecisions(ctx, { decisionId: at(2) })).toBeNull();
  });
});

describe('its proof', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'touchstone-proof-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function check(text: string, key: string | undefined = installationSigner().publicKey) {
    const file = path.join(folder, `${v7()}.ndjson`);
    writeFileSync(file, text);
    const { code, lines } = await verifyExport(file, { key });
    return { code, words: lines.join('\n') };
  }
  const proofOf = async (of: ServiceContext, decisionId: string) => textOf(await proveDecision(of, { decisionId }));

  it('is whole for anybody who checks it, before a checkpoint and after, and that it left is audited', async () => {
    expect(await check(await proofOf(approver, at(0)))).toMatchObject({
      code: 0,
      words: expect.stringContaining(`decision:${at(0)}`),
    });
    await writeCheckpoint(ctx, new Date());
    const text = await proofOf(approver, at(0));
    expect(await check(text)).toMatchObject({ code: 0 });
    expect(text).toContain('"action":"decision.proven"');
    expect(await check(text, '')).toMatchObject({ words: expect.stringContaining('the key the proof names') });
  });

  it('shows whatever was changed in it', async () => {
    const lines = (await proofOf(ctx, at(0))).trimEnd().split('\n');
    const changes: [string, (line: string, nth: number) => string | string[]][] = [
      ['the time it was signed', (line, nth) => (nth === 0 ? line.replace('"at":"2', '"at":"3') : line)],
      ['an entry', (line, nth) => (nth === 1 ? line.replace('autonomyLevel', 'autonomyLeveI') : line)],
      ['the record', (line) => (line.includes('"type":"record"') ? line.replace('sku', 'skv') : line)],
      ['a member twice', (line, nth) => (nth === 1 ? line.replace('{', '{"actor":"user:somebody-else",') : line)],
      ['something that is not signed', (line, nth) => (nth === 0 ? line.replace('{', '{"by":"Dana",') : line)],
      ['another kind of line', (line, nth) => (nth === 1 ? [line, '{"type":"note"}'] : line)],
    ];
    for (const [what, change] of changes) {
      const text = `${lines.flatMap(change).join('\n')}\n`;
      expect(text, what).not.toBe(`${lines.join('\n')}\n`);
      expect(await check(text), what).toMatchObject({ code: 1 });
    }
    const cut = `${lines.filter((_, nth) => nth !== lines.length - 2).join('\n')}\n`;
    expect(await check(cut)).toMatchObject({ code: 2 });
  });

  it('says that the record is not in it for a role that may not see customers', async () => {
    const text = await proofOf(executive, at(0));
    expect(text).not.toContain('"type":"record"');
    expect(await check(text)).toMatchObject({ code: 2, words: expect.stringContaining('are those that were signed') });
  });

  it('is not made for another workspace', async () => {
    const { ctx: stranger } = await freshWorkspace();
    await expect(proveDecision(stranger, { decisionId: at(0) })).rejects.toMatchObject({ code: 'not_found' });
  });
});
