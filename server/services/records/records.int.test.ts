import { beforeAll, describe, expect, it } from 'vitest';
import { GUARDRAILS } from '@/domain/guardrails/guardrail-ids';
import type { ServiceContext } from '@/server/context';
import type { Db } from '@/server/db';
import type { Decision, Prisma } from '@/server/generated/prisma/client';
import { freshWorkspace } from '@/tests/factories/fresh-workspace';
import { idleCart, product, shopper } from '@/tests/factories/shopper';
import { decideIdleCarts, getDecision } from '../decisions';
import { activePolicy } from '../policies';
import { openedRecords, openRecords, pack, unpacking, wholeRows } from './index';
import { specimenOf } from './pack';

let ctx: ServiceContext;
let rows: Decision[];

beforeAll(async () => {
  ({ ctx } = await freshWorkspace());
  await activePolicy(ctx);
  await product(ctx, { sku: 'KETTLE' });
  for (let nth = 0; nth < 4; nth++) await idleCart(ctx, (await shopper(ctx, { firstName: `Wilhelmina${nth}` })).id);
  await decideIdleCarts(ctx, { limit: 10 });
  rows = await ctx.db.decision.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { id: 'asc' } });
}, 60_000);

const key = ({ id }: Decision) => ({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });

describe('a packed record', () => {
  it('says everything and takes a tenth of it', async () => {
    expect(rows).toHaveLength(4);
    for (const row of await wholeRows(ctx.db, ctx, rows)) {
      const { snapshot, candidates, verdicts, reasons } = row;
      expect(snapshot).toMatchObject({ schema: 1, customer: { id: row.customerId } });
      expect(verdicts).toHaveLength(GUARDRAILS.length);
      expect(row.record?.length).toBeLessThan(JSON.stringify([snapshot, candidates, verdicts, reasons]).length / 10);
    }
  });

  it('is what the audit log has the hash of', async () => {
    for (const { id } of rows) expect(await getDecision(ctx, { decisionId: id })).toMatchObject({ record: 'matches' });
  });

  it('reads as rows of before do, whose columns are whole', async () => {
    const [row] = rows;
    if (!row) throw new Error('Nothing was decided.');
    const before = await getDecision(ctx, { decisionId: row.id });
    await openRecords(ctx.db, ctx, { customerIds: [row.customerId], limit: 10 });
    const opened = await ctx.db.decision.findUniqueOrThrow(key(row));
    expect(opened).toMatchObject({ record: null, specimenId: null, judgedVerdicts: null });
    expect(opened.snapshot).toMatchObject({ schema: 1 });
    expect(await getDecision(ctx, { decisionId: row.id })).toEqual(before);
    const { id, snapshot, candidates, verdicts, reasons } = opened;
    expect(await openedRecords(ctx.db, ctx, [row.id])).toEqual([{ id, snapshot, candidates, verdicts, reasons }]);
  });
});

describe('a specimen', () => {
  it('is at hand for whoever asked for it, however many others are read meanwhile', async () => {
    const { ctx: other, workspaceId } = await freshWorkspace();
    const specimens = Array.from({ length: 70 }, (_, nth) => specimenOf(`{"of": ${nth}}`));
    await other.db.decisionSpecimen.createMany({ data: specimens.map(({ id, text }) => ({ workspaceId, id, text })) });
    const [first, second, ...others] = specimens.map((specimen) => ({
      record: pack(specimen.text, specimen),
      specimenId: specimen.id,
    }));
    if (!first || !second) throw new Error('There are no specimens.');
    await unpacking(other.db, other, [first]);
    const decisionSpecimen = {
      findMany: async (asked: Prisma.DecisionSpecimenFindManyArgs) => {
        await unpacking(other.db, other, others);
        return other.db.decisionSpecimen.findMany(asked);
      },
    };
    const said = await unpacking({ ...other.db, decisionSpecimen } as unknown as Db, other, [first, second]);
    expect([first, second].map(said)).toEqual([{ of: 0 }, { of: 1 }]);
  });

  it('is kept once for all decisions like it, and holds nothing of their customers', async () => {
    const kept = await ctx.db.decisionSpecimen.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(kept.map(({ id }) => id)).toEqual([...new Set(rows.map(({ specimenId }) => specimenId))]);
    for (const { text } of kept) {
      expect(text).not.toContain('Wilhelmina');
      for (const { customerId } of rows) expect(text).not.toContain(customerId);
    }
  });

  it('cannot be changed or removed, and a record not stored without', async () => {
    const where = { workspaceId: ctx.workspaceId };
    await expect(ctx.db.decisionSpecimen.updateMany({ where, data: { text: '{}' } })).rejects.toThrow(/append-only/);
    await expect(ctx.db.decisionSpecimen.deleteMany({ where })).rejects.toThrow(/append-only/);
    const [, row] = rows;
    if (!row) throw new Error('Nothing was decided.');
    await expect(ctx.db.decision.update({ ...key(row), data: { specimenId: null } })).rejects.toThrow(/specimen/);
  });
});
