import { z } from 'zod';
import { agentName } from '@/domain/agents/agent-cards';
import { targetOf } from '@/domain/agents/creative-testing/targets';
import { ChannelId } from '@/domain/channels/channel';
import { Writing } from '@/domain/copy/writing';
import { partsThatDiffer, type StoredDecision } from '@/domain/decisions/audited-parts';
import { Candidate } from '@/domain/decisions/candidate';
import type { RecordPart, RecordState } from '@/domain/decisions/decision-file';
import { Snapshot } from '@/domain/decisions/snapshot';
import { riskOf } from '@/domain/review/risk';
import { actorMay, authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import type { AuditEntry, Decision } from '../../generated/prisma/client';
import { type MessageWords, messageHash } from '../delivery';
import { activePolicy } from '../policies';
import { unpacking, wholeRows } from '../records';
import { proposedAgainAs } from './ask-again';
import { factsHash, saidHash, toldHash } from './audited-hashes';
import { recordHash, storedHash } from './decision-record';
import { Reasons, Roads, readVerdicts, surroundings, toListItem } from './decision-view';
import { flipsOf } from './flips';
import type { DecisionDetail, DecisionHistoryEntry, DecisionListItem } from './types';

/** Everything about one decision. Throws forbidden, and not_found also for another workspace's. */
export async function getDecision(
  ctx: ServiceContext,
  { decisionId }: { decisionId: string },
): Promise<DecisionDetail> {
  authorise(ctx, 'decisions.read');
  return describeDecision(ctx, await findDecision(ctx, decisionId));
}

/**
 * The same for a row at hand, whose documents are whole. Throws forbidden, and conflict where part of the row is nothing the
 * product writes.
 */
export async function describeDecision(ctx: ServiceContext, row: Decision): Promise<DecisionDetail> {
  authorise(ctx, 'decisions.read');
  return described(ctx, row).catch((error) => {
    if (!(error instanceof z.ZodError)) throw error;
    throw new ServiceError('conflict', UNREADABLE);
  });
}

const UNREADABLE =
  'This decision cannot be shown: part of it was changed in the database to something the product does not write. Its proof still says what was audited.';

async function described(ctx: ServiceContext, row: Decision): Promise<DecisionDetail> {
  const chosen = row.chosen === null ? null : Candidate.parse(row.chosen);
  const considered = Roads.parse(row.candidates);
  const verdicts = readVerdicts(row.verdicts);
  const [item, editedFrom, policy, variant, writing, review, offer, messages, credits, told, again] = await Promise.all(
    [
      itemOf(ctx, row),
      loadEditedFrom(ctx, row),
      loadPolicy(ctx, row.policyVersion),
      loadVariant(ctx, chosen),
      loadWriting(ctx, chosen),
      loadReview(ctx, row),
      loadOffer(ctx, row.id),
      loadMessages(ctx, row.id),
      loadCredits(ctx, row.id),
      loadHistory(ctx, row),
      proposedAgainAs(ctx.db, ctx, row),
    ],
  );
  return {
    ...item,
    chosen,
    editedFrom,
    verdicts,
    flips: flipsOf(ctx, verdicts),
    riskBecause: riskOf(verdicts, chosen?.escalations ?? []).because,
    ...readSnapshot(ctx, row, told.record),
    triggerKey: row.triggerKey,
    again: { of: Asked.safeParse(row.snapshot).data?.again.decisionId ?? null, as: again?.id ?? null },
    considered,
    agentNames: Object.fromEntries(considered.map(({ agentId }) => [agentId, agentName(agentId)])),
    reasons: Reasons.parse(row.reasons),
    outcomeReason: row.outcomeReason,
    policyVersion: row.policyVersion,
    policy,
    modelVersions: z.record(z.string(), z.string()).parse(row.modelVersions),
    autonomyLevel: row.autonomyLevel,
    heldOut: row.heldOut,
    outsideCohort: row.outsideCohort,
    variant,
    writing,
    review,
    offer,
    messages,
    credits,
    ...told,
  };
}

const Asked = Snapshot.pick({ again: true }).required();

async function itemOf(ctx: ServiceContext, row: Decision): Promise<DecisionListItem> {
  const { document } = await activePolicy(ctx);
  return toListItem(ctx, row, await surroundings(ctx, document, [row]));
}

/** The stored row, its documents whole. Throws not_found also for another workspace's, and for what is no id. */
export async function findDecision(ctx: ServiceContext, id: string): Promise<Decision> {
  const { workspaceId } = ctx;
  const row = z.uuid().safeParse(id).success
    ? await ctx.db.decision.findUnique({ where: { workspaceId_id: { workspaceId, id } } })
    : null;
  const [whole] = row ? await wholeRows(ctx.db, ctx, [row]) : [];
  if (!whole) throw new ServiceError('not_found', 'There is no such decision.');
  return whole;
}

/** A snapshot of a version that this one cannot read is said to be one: the rest of the decision is still shown. */
function readSnapshot(
  ctx: ServiceContext,
  row: Decision,
  record: RecordState,
): Pick<DecisionDetail, 'snapshot' | 'snapshotState'> {
  if (!actorMay(ctx, 'customers.read')) return { snapshot: null, snapshotState: 'withheld' };
  if (isSealed(row)) return { snapshot: null, snapshotState: record === 'erased' ? 'erased' : 'missing' };
  const { data } = Snapshot.safeParse(row.snapshot);
  if (data) return { snapshot: data, snapshotState: 'whole' };
  const wasUnread = row.outcome === 'failed' && row.chosen === null;
  return { snapshot: null, snapshotState: wasUnread ? 'unread' : 'unreadable' };
}

const Sealed = z.object({ erased: z.literal(true) });

/** Whether what was looked at is gone, as an erasure leaves it; whether there was one, the audit log says. */
function isSealed({ snapshot }: Pick<Decision, 'snapshot'>): boolean {
  return Sealed.safeParse(snapshot).success;
}

async function loadPolicy(ctx: ServiceContext, version: number): Promise<DecisionDetail['policy']> {
  const row = await ctx.db.policyVersion.findUnique({
    where: { workspaceId_version: { workspaceId: ctx.workspaceId, version } },
    select: { status: true, reason: true, activatedAt: true, createdAt: true },
  });
  if (!row) return null;
  return { isActive: row.status === 'active', reason: row.reason, activatedAt: row.activatedAt ?? row.createdAt };
}

async function loadVariant(ctx: ServiceContext, chosen: Candidate | null): Promise<DecisionDetail['variant']> {
  if (!chosen?.variant) return null;
  const { experimentId, style, isTest, draw = null } = chosen.variant;
  const row = await ctx.db.experiment.findUnique({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: experimentId } },
    select: { templateId: true, status: true, startedAt: true, endedAt: true },
  });
  const test = row && { ...row, name: targetOf(row.templateId)?.name ?? row.templateId };
  return { style, isTest, draw, test };
}

async function loadWriting(ctx: ServiceContext, chosen: Candidate | null): Promise<Writing | null> {
  const id = chosen?.variant?.draftId;
  if (!id) return null;
  const draft = await ctx.db.copyDraft.findUnique({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } },
    select: {
      outcome: true,
      provider: true,
      model: true,
      promptVersion: true,
      inputHash: true,
      inputTokens: true,
      outputTokens: true,
      costMicros: true,
    },
  });
  return draft && Writing.parse(draft);
}

async function loadReview(ctx: ServiceContext, row: Decision): Promise<DecisionDetail['review']> {
  if (!row.reviewedAt) return null;
  const names = await namesOf(ctx, row.reviewedById ? [row.reviewedById] : []);
  return {
    at: row.reviewedAt,
    byId: row.reviewedById,
    by: row.reviewedById ? (names.get(row.reviewedById) ?? null) : null,
    reason: row.reviewReason,
    note: row.reviewNote,
  };
}

const Before = z.object({ chosen: Candidate });

/** What stood before the edit that holds: one that was taken back changed nothing. */
async function loadEditedFrom(ctx: ServiceContext, row: Decision): Promise<Candidate | null> {
  if (!row.reviewedAt) return null;
  const edit = await ctx.db.reviewVerdict.findFirst({
    where: { workspaceId: ctx.workspaceId, decisionId: row.id, verdict: 'edit', undoneAt: null },
    orderBy: { givenAt: 'desc' },
    select: { before: true },
  });
  return Before.safeParse(edit?.before).data?.chosen ?? null;
}

async function loadOffer(ctx: ServiceContext, decisionId: string): Promise<DecisionDetail['offer']> {
  const { workspaceId } = ctx;
  const offer = await ctx.db.offer.findUnique({
    where: { workspaceId_decisionId: { workspaceId, decisionId } },
    select: {
      code: true,
      percentOff: true,
      status: true,
      expiresAt: true,
      redeemedAt: true,
      settledCents: true,
      overrunCents: true,
    },
  });
  return offer;
}

async function loadMessages(ctx: ServiceContext, decisionId: string): Promise<DecisionDetail['messages']> {
  const rows = await ctx.db.message.findMany({
    where: { workspaceId: ctx.workspaceId, decisionId },
    orderBy: { createdAt: 'asc' },
    select: {
      id: true,
      channel: true,
      status: true,
      subject: true,
      sendAt: true,
      acceptedAt: true,
      deliveredAt: true,
      openedAt: true,
      clickedAt: true,
      unsubscribedAt: true,
      bouncedAt: true,
      complainedAt: true,
      failureReason: true,
      provider: true,
    },
  });
  const maySee = actorMay(ctx, 'customers.read');
  return rows.map((row) => ({
    ...row,
    channel: ChannelId.parse(row.channel),
    // A subject may speak to the customer by name.
    subject: maySee ? row.subject : null,
  }));
}

async function loadCredits(ctx: ServiceContext, decisionId: string): Promise<DecisionDetail['credits']> {
  const { workspaceId } = ctx;
  const rows = await ctx.db.attribution.findMany({
    where: { workspaceId, decisionId },
    orderBy: { orderedAt: 'asc' },
    select: { orderId: true, model: true, evidence: true, creditCents: true, orderedAt: true },
  });
  if (rows.length === 0) return [];
  const orders = await ctx.db.order.findMany({
    where: { workspaceId, id: { in: rows.map(({ orderId }) => orderId) } },
    select: { id: true, orderKey: true },
  });
  const keys = new Map(orders.map(({ id, orderKey }) => [id, orderKey]));
  return rows.map((row) => ({ ...row, orderKey: keys.get(row.orderId) ?? null }));
}

async function loadHistory(
  ctx: ServiceContext,
  decision: Decision,
): Promise<Pick<DecisionDetail, 'history' | 'record' | 'differs'>> {
  const where = { workspaceId: ctx.workspaceId, decisionId: decision.id };
  const [entries, madeOf, messages] = await Promise.all([
    entriesOf(ctx, decision.id),
    unpacking(ctx.db, ctx, [decision]),
    ctx.db.message.findMany({ where, select: { subject: true, html: true, text: true, status: true } }),
  ]);
  const [history, isErased] = await Promise.all([historyOf(ctx, entries), wasErased(ctx, decision, entries)]);
  if (isErased) return { history, record: 'erased', differs: [] };
  const documents = recordState(decision, madeOf(decision) ?? decision, entries);
  if (documents.state === 'unknown') return { history, record: 'unknown', differs: [] };
  const differs = [...documents.differs, ...partsThatDiffer(asStored(decision, messages), entries)];
  return { history, record: differs.length > 0 ? 'differs' : documents.state, differs };
}

type SentMessage = MessageWords & { status: string };

function asStored(decision: Decision, messages: readonly SentMessage[]): StoredDecision {
  const hashes = {
    facts: factsHash(decision),
    told: toldHash(decision),
    said: saidHash(decision),
    messages: messages.map(messageHash),
  };
  return { ...decision, hashes, hasArrived: messages.some(({ status }) => status === 'delivered') };
}

type Entry = Pick<AuditEntry, 'seq' | 'at' | 'actor' | 'action' | 'hash' | 'payload'>;

/** What the audit log has of a decision, oldest first. */
export function entriesOf(ctx: ServiceContext, decisionId: string): Promise<Entry[]> {
  return ctx.db.auditEntry.findMany({
    where: { workspaceId: ctx.workspaceId, subject: `decision:${decisionId}` },
    orderBy: { seq: 'asc' },
    select: { seq: true, at: true, actor: true, action: true, hash: true, payload: true },
  });
}

/** The same as people read it. */
export async function historyOf(ctx: ServiceContext, rows: readonly Entry[]): Promise<DecisionHistoryEntry[]> {
  const names = await namesOf(
    ctx,
    rows.flatMap(({ actor }) => userIdOf(actor)),
  );
  return rows.map(({ seq, at, actor, action, hash }) => {
    const [userId] = userIdOf(actor);
    return { seq: String(seq), at, actor, action, hash, actorName: userId ? (names.get(userId) ?? null) : null };
  });
}

/** Of a decision that broke while it was made the log says that it failed, with its record. */
const isFirstWord = (action: string) => action === 'decision.made' || action === 'decision.failed';

const About = z.object({ customer: z.string() });

/**
 * Whether what was looked at is gone because the person was erased at their own request: only an erasure that stands in
 * the audit log excuses it, begun for the pseudonym under which the decision was audited.
 */
async function wasErased(ctx: ServiceContext, decision: Decision, entries: readonly Entry[]): Promise<boolean> {
  const about = isSealed(decision) && last(entries, About, isFirstWord);
  if (!about) return false;
  const { workspaceId } = ctx;
  const subject = `customer:${about.customer}`;
  return (await ctx.db.auditEntry.count({ where: { workspaceId, subject, action: 'privacy.erased' } })) > 0;
}

const Made = z.object({ record: z.string() });
const Judged = z.object({ stored: z.string() });

/**
 * Compares what is stored as it is, not as a newer schema reads it: the record as it was made with the entry that made it,
 * and what stands beside it with the last verdict that left something there.
 */
function recordState(decision: Decision, made: Pick<Decision, AuditedPart>, entries: readonly Entry[]): Documents {
  const audited = last(entries, Made, isFirstWord)?.record;
  if (!audited) return { state: 'unknown', differs: [] };
  if (audited !== recordHash(made)) return { state: 'differs', differs: ['record'] };
  const untouched = storedHash({ chosen: made.chosen, judgedVerdicts: null });
  const takenBack = storedHash({ chosen: made.chosen, judgedVerdicts: made.verdicts });
  const stored = storedHash(decision);
  const judged = last(entries, Judged, (action) => action.startsWith('review.'))?.stored ?? untouched;
  if (stored !== judged) return { state: 'differs', differs: ['standing'] };
  return { state: stored === untouched || stored === takenBack ? 'matches' : 'reviewed', differs: [] };
}

type Documents = { state: RecordState; differs: RecordPart[] };

type AuditedPart = 'snapshot' | 'chosen' | 'verdicts';

/** What the last entry of this shape says. */
function last<Said>(
  entries: readonly Entry[],
  shape: z.ZodType<Said>,
  isMeant: (action: string) => boolean,
): Said | undefined {
  return entries
    .filter(({ action }) => isMeant(action))
    .flatMap(({ payload }) => shape.safeParse(JSON.parse(payload)).data ?? [])
    .at(-1);
}

function userIdOf(actor: string): string[] {
  return actor.startsWith('user:') ? [actor.slice('user:'.length)] : [];
}

/** Names of people of this workspace; somebody who has left it keeps theirs in what they did. */
async function namesOf(ctx: ServiceContext, userIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (userIds.length === 0) return new Map();
  const rows = await ctx.db.user.findMany({ where: { id: { in: [...userIds] } }, select: { id: true, name: true } });
  return new Map(rows.map((row) => [row.id, row.name]));
}
