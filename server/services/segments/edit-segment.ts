import { isDeepStrictEqual } from 'node:util';
import { v7 } from 'uuid';
import { z } from 'zod';
import { cycleThrough } from '@/domain/segments/cycle';
import { type RuleGroup, segmentsOf } from '@/domain/segments/rule';
import { SegmentDocument } from '@/domain/segments/segment';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { countAlone } from '../../count-alone';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { claimSegment, findSegment, lockSegments, ruleOf } from './claim-segment';
import { usesOfSegments } from './used-in';

/** Segments a workspace can have beside its archive. */
const MOST_SEGMENTS = 100;

export const CreateSegmentInput = z.object({ document: SegmentDocument });
export const SaveSegmentInput = z.object({
  segmentId: z.uuid(),
  /** The revision that was on screen. */
  revision: z.number().int().min(1),
  document: SegmentDocument,
});
export const MoveSegmentInput = SaveSegmentInput.omit({ document: true });
export const DuplicateSegmentInput = z.object({ segmentId: z.uuid() });

/**
 * Makes a segment; its members are worked out right after. Throws forbidden, invalid where the rule names a segment that
 * is not there, and conflict where there are too many, or one of that name.
 */
export async function createSegment(
  ctx: ServiceContext,
  input: z.input<typeof CreateSegmentInput>,
): Promise<{ id: string }> {
  authorise(ctx, 'segments.edit');
  const { document } = CreateSegmentInput.parse(input);
  const id = v7();
  await inTransaction(ctx, (tx) => insert(tx, ctx, id, document, 'segment.created'));
  await announce(ctx);
  return { id };
}

/** Makes a segment of the same rule under another name. Throws forbidden, not_found, and conflict as creating does. */
export async function duplicateSegment(
  ctx: ServiceContext,
  input: z.input<typeof DuplicateSegmentInput>,
): Promise<{ id: string }> {
  authorise(ctx, 'segments.edit');
  const { segmentId } = DuplicateSegmentInput.parse(input);
  const id = v7();
  await inTransaction(ctx, async (tx) => {
    const { name, description, ...row } = await findSegment(tx, ctx, segmentId);
    const document = { name: await freeName(tx, ctx, name), description, rule: ruleOf(row) };
    await insert(tx, ctx, id, document, 'segment.created');
  });
  await announce(ctx);
  return { id };
}

/**
 * Keeps what was written. Where the rule changed, everybody is looked at again, and whoever comes or goes by that starts
 * nothing. Throws forbidden, not_found, invalid where the rule leads back to itself, and conflict when somebody else saved
 * it meanwhile, it is archived, or another has the name.
 */
export async function saveSegment(
  ctx: ServiceContext,
  input: z.input<typeof SaveSegmentInput>,
): Promise<{ revision: number }> {
  authorise(ctx, 'segments.edit');
  const { segmentId, revision, document } = SaveSegmentInput.parse(input);
  const saved = await inTransaction(ctx, async (tx) => {
    // All of them: two that come to name each other at the same moment would both pass.
    await lockSegments(tx, ctx);
    const row = await claimSegment(tx, ctx, { segmentId, revision });
    if (row.isArchived) throw new ServiceError('conflict', 'This segment is archived. Bring it back first.');
    const before = { name: row.name, description: row.description, rule: ruleOf(row) };
    if (isDeepStrictEqual(before, document)) return { revision };
    await refuseTakenName(tx, ctx, document.name, segmentId);
    await refuseBadNames(tx, ctx, segmentId, document.rule);
    const isSameRule = isDeepStrictEqual(before.rule, document.rule);
    const next = revision + 1;
    await tx.segment.update({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: segmentId } },
      data: {
        ...document,
        rule: document.rule,
        revision: next,
        updatedAt: ctx.now,
        // Other words for the same rule ask nobody to look again.
        ...(isSameRule && row.evaluatedRevision === revision && { evaluatedRevision: next }),
      },
    });
    await keepVersion(tx, ctx, segmentId, next, document);
    await appendAudit(tx, ctx, {
      action: 'segment.saved',
      subject: `segment:${segmentId}`,
      payload: { name: document.name, revision: next, isRuleChanged: !isSameRule },
    });
    return { revision: next };
  });
  await announce(ctx);
  return saved;
}

/**
 * Takes a segment out of use; its members and history stay as they are. Throws forbidden, not_found, and conflict where
 * something uses it, naming what, or somebody changed it meanwhile.
 */
export async function archiveSegment(ctx: ServiceContext, input: z.input<typeof MoveSegmentInput>): Promise<void> {
  authorise(ctx, 'segments.edit');
  const asked = MoveSegmentInput.parse(input);
  await inTransaction(ctx, async (tx) => {
    await lockSegments(tx, ctx);
    const row = await claimSegment(tx, ctx, asked);
    const uses = (await usesOfSegments(tx, ctx)).get(row.id) ?? [];
    if (uses.length > 0) {
      const named = uses.map(({ kind, name }) => `${kind} “${name}”`).join(', ');
      throw new ServiceError('conflict', `It is used by ${named}. Take it out there first.`);
    }
    await setArchived(tx, ctx, row.id, true);
    await appendAudit(tx, ctx, {
      action: 'segment.archived',
      subject: `segment:${row.id}`,
      payload: { name: row.name, members: row.memberCount },
    });
  });
}

/**
 * Brings a segment back from the archive; everybody is looked at again. Throws forbidden, not_found, and conflict where
 * there are too many, or its name or a segment its rule names is no longer free or there.
 */
export async function restoreSegment(ctx: ServiceContext, input: z.input<typeof MoveSegmentInput>): Promise<void> {
  authorise(ctx, 'segments.edit');
  const asked = MoveSegmentInput.parse(input);
  await inTransaction(ctx, async (tx) => {
    await lockSegments(tx, ctx);
    const row = await claimSegment(tx, ctx, asked);
    if (!row.isArchived) return;
    await refuseTooMany(tx, ctx);
    await refuseTakenName(tx, ctx, row.name, row.id);
    await refuseBadNames(tx, ctx, row.id, ruleOf(row));
    await setArchived(tx, ctx, row.id, false);
    await appendAudit(tx, ctx, {
      action: 'segment.restored',
      subject: `segment:${row.id}`,
      payload: { name: row.name },
    });
  });
  await announce(ctx);
}

async function insert(
  tx: Db,
  ctx: ServiceContext,
  id: string,
  document: SegmentDocument,
  action: 'segment.created',
): Promise<void> {
  await refuseTooMany(tx, ctx);
  await refuseTakenName(tx, ctx, document.name, id);
  await refuseBadNames(tx, ctx, id, document.rule);
  const { workspaceId, now } = ctx;
  await tx.segment.create({
    data: { workspaceId, id, ...document, authorId: personId(ctx), createdAt: now, updatedAt: now },
  });
  await keepVersion(tx, ctx, id, 1, document);
  await appendAudit(tx, ctx, { action, subject: `segment:${id}`, payload: { name: document.name } });
}

async function setArchived(tx: Db, ctx: ServiceContext, id: string, isArchived: boolean): Promise<void> {
  await tx.segment.update({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } },
    // What changed while it lay there is a change of the rule's: nobody enters by being looked at again.
    data: { isArchived, updatedAt: ctx.now, ...(!isArchived && { evaluatedRevision: 0 }) },
  });
}

async function keepVersion(
  tx: Db,
  ctx: ServiceContext,
  segmentId: string,
  revision: number,
  document: SegmentDocument,
): Promise<void> {
  const { workspaceId, now: changedAt } = ctx;
  await tx.segmentVersion.create({
    data: { workspaceId, segmentId, revision, ...document, changedById: personId(ctx), changedAt },
  });
}

async function refuseTooMany(tx: Db, ctx: ServiceContext): Promise<void> {
  const where = { workspaceId: ctx.workspaceId, isArchived: false };
  const count = await countAlone(tx, ctx, 'segment', () => tx.segment.count({ where }));
  if (count >= MOST_SEGMENTS) throw new ServiceError('conflict', `There are ${count} segments. Archive one first.`);
}

async function refuseTakenName(tx: Db, ctx: ServiceContext, name: string, id: string): Promise<void> {
  const taken = await tx.segment.findFirst({
    where: {
      workspaceId: ctx.workspaceId,
      isArchived: false,
      name: { equals: name, mode: 'insensitive' },
      NOT: { id },
    },
    select: { id: true },
  });
  if (taken) throw new ServiceError('conflict', `There is a segment “${name}” already.`, { field: 'name' });
}

/** Every segment a rule names must be there and in use, and none of them may lead back. */
async function refuseBadNames(tx: Db, ctx: ServiceContext, id: string, rule: RuleGroup): Promise<void> {
  const named = segmentsOf(rule);
  if (named.length === 0) return;
  const rows = await tx.segment.findMany({ where: { workspaceId: ctx.workspaceId, isArchived: false } });
  const names = new Map(rows.map((row) => [row.id, row.name]));
  if (named.some((each) => !names.has(each))) {
    throw new ServiceError('invalid', 'The rule names a segment that is archived or not there.', { field: 'rule' });
  }
  const namedBy = new Map(rows.map((row) => [row.id, segmentsOf(ruleOf(row))]));
  const cycle = cycleThrough(id, namedBy.set(id, named));
  if (!cycle) return;
  const way = cycle.map((each) => `“${each === id ? 'this segment' : (names.get(each) ?? '')}”`).join(' → ');
  throw new ServiceError('invalid', `The rule leads back to itself: ${way}.`, { field: 'rule' });
}

async function freeName(tx: Db, ctx: ServiceContext, name: string): Promise<string> {
  const rows = await tx.segment.findMany({ where: { workspaceId: ctx.workspaceId }, select: { name: true } });
  const taken = new Set(rows.map((row) => row.name.toLowerCase()));
  for (let number = 1; ; number++) {
    const suffix = number === 1 ? ' (copy)' : ` (copy ${number})`;
    const free = name.slice(0, 80 - suffix.length) + suffix;
    if (!taken.has(free.toLowerCase())) return free;
  }
}

function personId({ actor }: ServiceContext): string | null {
  return actor.kind === 'user' ? actor.userId : null;
}

function announce(ctx: ServiceContext): Promise<void> {
  return ctx.publish('segments/touched', { workspaceId: ctx.workspaceId });
}
