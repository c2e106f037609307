import type { Outcome } from '@/domain/decisions/outcome';
import { SnapshotOutline } from '@/domain/decisions/outline';
import type { PolicyInForce } from '@/domain/policies/in-force';
import { after, DAY, SECOND } from '@/domain/shared/time';
import type { AuditRecord } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import type { Decision } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { activePolicy } from '../policies';
import { lockCustomers, type SnapshotRequest } from '../snapshots';
import { decideBatch, type StoredDecision } from './decide-batch';
import { settleSpells } from './spells';
import type { Broken } from './store-broken';
import { announce } from './sweep';
import { whyPointless } from './why-pointless';

/** What came to nothing without a person's no. */
const GONE: ReadonlySet<string> = new Set<Outcome>(['expired', 'blocked', 'failed']);
/** Of two questions closer than this the second is the same one, pressed twice. */
const REPEATED_WITHIN_MS = 10 * SECOND;

/** What came of it: the decision made, and in words why it says nothing; null where something is said or waits. */
export type AskedAgain = { decisionId: string; nothing: string | null };

/**
 * Asks the question of a decision that came to nothing once more, of the same agent: the same trigger, step or wave, by
 * today's facts, policy and guardrails. The answer takes the road of any other; a series or a way through a campaign goes on
 * from it. What was asked again already answers the decision there is. Throws forbidden, not_found, and conflict, in words
 * for people, for what a person has judged or still waits, and where the question makes no sense any more.
 */
export async function askAgain(ctx: ServiceContext, { decisionId }: { decisionId: string }): Promise<AskedAgain> {
  authorise(ctx, 'decisions.run');
  const { answer, made } = await inTransaction(ctx, async (tx) => {
    const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: decisionId } };
    const known = await tx.decision.findUnique({ where, select: { customerId: true } });
    if (!known) throw new ServiceError('not_found', 'There is no such decision.');
    await lockCustomers(tx, ctx, [known.customerId]);
    const gone = await tx.decision.findUniqueOrThrow({ where });
    if (!GONE.has(gone.outcome)) {
      throw new ServiceError('conflict', 'Only what came to nothing without a person’s verdict is proposed again.');
    }
    const before = await answerOf(tx, ctx, gone);
    if (before) return { answer: before, made: [] };
    return decideAgain(tx, ctx, await activePolicy(ctx, tx), gone);
  });
  await announce(ctx, made);
  return answer;
}

/** The decision that the question of this one was asked again by, the latest; null where it was not. */
export async function proposedAgainAs(
  tx: Db,
  { workspaceId }: ServiceContext,
  { id, customerId }: Pick<Decision, 'id' | 'customerId'>,
): Promise<Pick<Decision, 'id' | 'outcome' | 'outcomeReason' | 'decidedAt'> | null> {
  return tx.decision.findFirst({
    where: { workspaceId, customerId, snapshot: { path: ['again', 'decisionId'], equals: id } },
    orderBy: [{ decidedAt: 'desc' }, { id: 'desc' }],
    select: { id: true, outcome: true, outcomeReason: true, decidedAt: true },
  });
}

/** What was answered before: where nothing was to be done it may be asked once more, but not by a second press. */
async function answerOf(tx: Db, ctx: ServiceContext, gone: Decision): Promise<AskedAgain | null> {
  const made = await proposedAgainAs(tx, ctx, gone);
  if (!made) return null;
  const isJustNow = made.decidedAt > after(ctx.now, -REPEATED_WITHIN_MS);
  if (made.outcome === 'skipped' && !isJustNow) return null;
  return { decisionId: made.id, nothing: made.outcome === 'skipped' ? made.outcomeReason : null };
}

type Again = { answer: AskedAgain; made: StoredDecision[] };

async function decideAgain(tx: Db, ctx: ServiceContext, policy: PolicyInForce, gone: Decision): Promise<Again> {
  const request = requestOf(gone);
  const pointless = await whyPointless(tx, ctx, policy.document, { gone, request });
  if (pointless) throw new ServiceError('conflict', pointless);
  let failed: Broken | undefined;
  const made = await decideBatch(tx, ctx, policy, [request], {
    conclude: async (decided, broken) => {
      failed = broken[0];
      await goOn(tx, ctx, policy, request, decided);
      const id = decided[0]?.id ?? failed?.id;
      return id ? [askedAgain(gone, id)] : [];
    },
  });
  const [decision] = made;
  if (decision) {
    const { outcome, outcomeReason } = decision.decided;
    return { answer: { decisionId: decision.id, nothing: outcome === 'skipped' ? outcomeReason : null }, made };
  }
  if (failed) return { answer: { decisionId: failed.id, nothing: failed.reason }, made };
  throw new ServiceError('not_found', 'There is no such customer.');
}

function askedAgain({ id }: Decision, as: string): AuditRecord {
  return { action: 'decision.proposed_again', subject: `decision:${id}`, payload: { as } };
}

/** The question as it was asked. Throws conflict where it is not on record. */
function requestOf({ id, customerId, agentId, snapshot, chosen }: Decision): SnapshotRequest {
  const { data } = SnapshotOutline.safeParse(snapshot);
  if (!data) throw new ServiceError('conflict', 'What it was asked about is not on record any more.');
  const { trigger, winback, cart } = data;
  return {
    customerId,
    trigger,
    asks: trigger.kind === 'on_demand' ? undefined : [agentId],
    cartId: cart?.id ?? null,
    winback,
    // That it came to nothing is no reason to rest.
    decisionId: id,
    again: { decisionId: id, campaignId: campaignOf(chosen) },
  };
}

function campaignOf(chosen: Decision['chosen']): string | null {
  const named = chosen !== null && typeof chosen === 'object' && 'campaignId' in chosen ? chosen.campaignId : null;
  return typeof named === 'string' ? named : null;
}

/** A series that ended with the touch nobody judged goes on from it, its days counted from now. */
async function goOn(
  tx: Db,
  ctx: ServiceContext,
  { document: policy }: PolicyInForce,
  { customerId, winback }: SnapshotRequest,
  made: readonly StoredDecision[],
): Promise<void> {
  const speaks = made.some(({ decided: { outcome } }) => outcome === 'in_review' || outcome === 'scheduled');
  if (!winback || !speaks) return;
  const { workspaceId } = ctx;
  const day = policy.winback.waves[winback.wave - 1]?.day ?? 1;
  const startedAt = after(ctx.now, -(day - 1) * DAY);
  const reopened = await tx.winbackSpell.updateMany({
    where: { workspaceId, id: winback.spellId, customerId, endedAs: 'stopped', nextWave: { lte: winback.wave + 1 } },
    data: { startedAt },
  });
  if (reopened.count === 0) return;
  const { spellId: id, arm, wave: nextWave } = winback;
  const spell = { id, customerId, dormantFrom: new Date(winback.dormantFrom), startedAt, arm, nextWave };
  await settleSpells(tx, ctx, policy, [spell], { made, broken: [] });
}
