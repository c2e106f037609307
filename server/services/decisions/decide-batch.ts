import { v7 } from 'uuid';
import type { Agent } from '@/domain/agents/agent';
import { AGENTS } from '@/domain/agents/registry';
import type { ChannelId } from '@/domain/channels/channel';
import { allowedByItself } from '@/domain/decisions/allowed';
import type { Candidate } from '@/domain/decisions/candidate';
import { decide } from '@/domain/decisions/decide';
import type { Decided } from '@/domain/decisions/decided';
import type { Snapshot } from '@/domain/decisions/snapshot';
import type { Models } from '@/domain/models/models';
import { offerInWords, offerOf } from '@/domain/offers/offer-of-decision';
import type { PolicyInForce } from '@/domain/policies/in-force';
import { messageCostCents } from '@/domain/policies/message-costs';
import { type Footprint, watched } from '@/domain/replay/footprint';
import type { DecisionId } from '@/domain/shared/ids';
import { type AuditRecord, appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { Customer } from '../../generated/prisma/client';
import { givingWay } from '../../giving-way';
import { isTriedAgain } from '../../in-transaction';
import { noteTime } from '../../service-times';
import { type Queued, type QueueInput, queueMessages } from '../delivery';
import { recordTouches } from '../enrolments';
import { modelsInForce } from '../learning';
import { type IssuedOffer, issueOffers } from '../offers';
import { specimenFor } from '../records';
import {
  type LoadedSnapshot,
  loadSnapshots,
  loadWorkspaceFacts,
  lockCustomers,
  type SnapshotRequest,
  type WorkspaceFacts,
} from '../snapshots';
import { holdBudgets, spendingOf } from './budgets';
import { decisionRecord } from './decision-record';
import { displace, holdQueued } from './displace';
import { failUnwritten } from './fail-unwritten';
import { onePerCustomer } from './one-per-customer';
import { type Broken, brokenWhileDeciding, storeBroken, unreadAmong } from './store-broken';
import { type DecisionRow, decisionRow, storeDecisions } from './store-decisions';

/** A decision as it was stored. */
export type StoredDecision = { id: string; decided: Decided; request: SnapshotRequest };

type Made = StoredDecision & { snapshot: Snapshot; customer: Customer; footprint: Footprint };

/** A decision with what the audit log has to say of it. */
type Audited = Made & { record: AuditRecord };

/** Stored in one statement while the next ones are decided. */
const STORED_AT_ONCE = 40;

export type BatchOptions = {
  /** Which of the decisions made are worth a row; all of them unless told otherwise. */
  keep?: (decided: Decided, request: SnapshotRequest) => boolean | Promise<boolean>;
  /** All registered ones unless told otherwise. */
  agents?: readonly Agent[] | undefined;
  /**
   * What else the caller writes because of the decisions made, and of those that broke while they were decided; answers
   * what the audit log has to say of that.
   */
  conclude?: (made: readonly StoredDecision[], broken: readonly Broken[]) => Promise<readonly AuditRecord[]>;
};

/** What one pass decided, what broke meanwhile, and what the audit log has to say of what followed. */
type Pass = { made: Audited[]; broken: Broken[]; followed: AuditRecord[] };

/**
 * Decides for a batch and stores everything that follows in the caller's transaction: decisions, codes and the budget
 * they hold, messages, what they displace, what the caller adds (`conclude`), and then the audit entries: the chain's
 * head stays locked until commit, and everybody else who has something to record waits for it. A trigger that was
 * answered before is left alone, and one that breaks, or whose message
 * cannot be written (both are kept as `failed`, with the reason), costs no other its answer. Of two requests for one customer the
 * second knows of the first. Fixed number of reads. Answers what was decided and stored. Throws LostRace where a budget was spent by
 * another meanwhile: call it in `inTransaction`.
 */
export async function decideBatch(
  tx: Db,
  ctx: ServiceContext,
  policy: PolicyInForce,
  requests: readonly SnapshotRequest[],
  options: BatchOptions = {},
): Promise<StoredDecision[]> {
  const begun = performance.now();
  const passes: Pass[] = [];
  for (let waiting = requests; waiting.length > 0; ) {
    const some = onePerCustomer(waiting);
    passes.push(await decideForEach(tx, ctx, policy, some, options));
    waiting = waiting.filter((request) => !some.includes(request));
  }
  const made = passes.flatMap((pass) => pass.made);
  const records = passes.flatMap((pass) => [...pass.made.map(({ record }) => record), ...pass.followed]);
  const concluded =
    (await options.conclude?.(
      made,
      passes.flatMap((pass) => pass.broken),
    )) ?? [];
  await appendAudit(tx, ctx, [...records, ...concluded]);
  noteTime(ctx, ctx.actor.kind === 'job' ? 'swept' : 'asked', performance.now() - begun, requests.length);
  return made;
}

async function decideForEach(
  tx: Db,
  ctx: ServiceContext,
  policy: PolicyInForce,
  requests: readonly SnapshotRequest[],
  options: BatchOptions,
): Promise<Pass> {
  const customerIds = requests.map((request) => request.customerId);
  // Asked at once and answered in this order: what is read is what the locks hold.
  const [, , loaded, models] = await Promise.all([
    lockCustomers(tx, ctx, customerIds),
    holdQueued(tx, ctx, customerIds),
    loadSnapshots(tx, ctx, policy.document, readFacts(tx, ctx, policy), requests),
    modelsInForce(tx, ctx),
  ]);
  const { made, broken } = await decideAndStore(tx, ctx, { policy, models }, loaded, options);
  const unread = await unreadAmong(tx, ctx, requests, loaded, options.agents);
  const by = {
    policyVersion: policy.version,
    models: models.versions,
    startLevel: policy.document.autonomy.startLevel,
  };
  const { kept, records } = await storeBroken(tx, ctx, by, [...broken, ...unread]);
  const scheduled = made.filter((decision) => decision.decided.outcome === 'scheduled');
  await holdBudgets(tx, ctx, policy.document, made);
  const offers = await issueFor(tx, ctx, scheduled);
  const messages = scheduled.map((decision) => messageOf(decision, offers.get(decision.id) ?? null));
  const snapshots = new Map(scheduled.map(({ id, snapshot }) => [id, snapshot]));
  const queued = await queueMessages(tx, ctx, messages, { policy: policy.document, snapshots });
  for (const [index, { record }] of scheduled.entries()) noteMessage(record, queued[index]);
  const failed = await failUnwritten(
    tx,
    ctx,
    scheduled.flatMap(({ id }, index) => {
      const problem = queued[index]?.problem;
      return problem ? [{ id, problem }] : [];
    }),
  );
  await recordTouches(tx, ctx, made);
  const displaced = await displace(
    tx,
    ctx,
    made.filter(({ id }) => !failed.has(id)),
  );
  return { made, broken: kept, followed: [...failed.values(), ...displaced, ...records] };
}

/** What was written under a decision is in its entry, so that it is told from what somebody made of it. */
function noteMessage(record: AuditRecord, queued: Queued | undefined): void {
  if (queued?.problem !== null || !queued.hash) return;
  record.payload = { ...Object(record.payload), message: queued.hash };
}

/** Budgets are locked before they are read only by a batch that has found one spent by another meanwhile. */
function readFacts(tx: Db, ctx: ServiceContext, policy: PolicyInForce): Promise<WorkspaceFacts> {
  return loadWorkspaceFacts(tx, ctx, policy.document, { lockBudgets: isTriedAgain(tx), isGivingOut: true });
}

/** What a batch is decided by. */
type DecidedBy = { policy: PolicyInForce; models: Models };

/** Decides for one customer after the other, and stores what was decided while it decides the next. */
async function decideAndStore(
  tx: Db,
  ctx: ServiceContext,
  by: DecidedBy,
  loaded: readonly LoadedSnapshot[],
  { keep = () => true, agents }: BatchOptions,
): Promise<{ made: Audited[]; broken: Broken[] }> {
  const { policy, models } = by;
  const decideNext = decidingInTurn(ctx, by, agents);
  const giveWay = givingWay();
  const broken: Broken[] = [];
  // What broke for one customer costs no other their decision.
  const unlessBroken = (one: LoadedSnapshot) => {
    try {
      return written(ctx, by, decideNext(one));
    } catch (fault) {
      broken.push(brokenWhileDeciding(ctx, one, fault, agents));
      return null;
    }
  };
  const decideSome = async (some: readonly LoadedSnapshot[]) => {
    const rows: ReturnType<typeof written>[] = [];
    for (const one of some) {
      // A turn for all others: a request that waits, and the socket that carries the decisions before to the database.
      await giveWay();
      const row = unlessBroken(one);
      if (row && (await keep(row.decided, row.request))) rows.push(row);
    }
    return rows;
  };
  const storeSome = async (some: readonly (Audited & { row: DecisionRow })[]): Promise<Audited[]> => {
    const rows = some.map(({ row }) => row);
    const stored = await storeDecisions(tx, ctx, { policyVersion: policy.version, models: models.versions }, rows);
    return some.flatMap(({ row: _, ...made }) => (stored.has(made.id) ? [made] : []));
  };
  const fresh: Audited[] = [];
  let waiting: Awaited<ReturnType<typeof decideSome>> = [];
  for (let from = 0; from < loaded.length || waiting.length > 0; from += STORED_AT_ONCE) {
    const some = loaded.slice(from, from + STORED_AT_ONCE);
    const [stored, made] = await Promise.all([storeSome(waiting), decideSome(some)]);
    fresh.push(...stored);
    waiting = made;
  }
  return { made: fresh, broken };
}

function written(
  { workspaceId }: ServiceContext,
  { policy, models }: { policy: PolicyInForce; models: Models },
  made: Made,
) {
  const row = decisionRow(made, specimenFor(workspaceId, policy, made.snapshot));
  const record = decisionRecord(
    made,
    made.customer.subjectRef,
    made.snapshot,
    { policyVersion: policy.version, models: models.versions },
    row.texts,
  );
  return { ...made, record, row };
}

/** Decides for one after the other, each seeing what those before it take from the budgets. */
function decidingInTurn(
  ctx: ServiceContext,
  { policy, models }: DecidedBy,
  agents: readonly Agent[] = AGENTS,
): (loaded: LoadedSnapshot) => Made {
  const spent = new Map<string, number>();
  const said = new Map<ChannelId, Spent>();
  const watch = watched(policy.document);
  return ({ request, snapshot: read, customer }) => {
    const snapshot = lessWhatIsSpent(read, spent, said);
    watch.begin();
    const decided = decide({ snapshot, policy: watch.policy, models, now: ctx.now, agents });
    const footprint = watch.footprintOf(decided);
    const spending = spendingOf({ decided, snapshot });
    if (spending) spend(spent, spending.id, spending.cents);
    if (
      decided.outcome === 'scheduled' &&
      decided.chosen &&
      decided.chosen.channel in policy.document.budgets.channelCents
    ) {
      noteSaid(said, decided.chosen);
    }
    if (decided.outcome === 'scheduled' && decided.chosen?.campaignId) {
      const { campaignId, channel, offer } = decided.chosen;
      const cents = (offer?.maxCostCents ?? 0) + messageCostCents(channel, 1, policy.document);
      spend(spent, campaignId, cents);
      spend(spent, `${campaignId}:${channel}`, cents);
    }
    return { id: v7(), decided, request, snapshot, customer, footprint };
  };
}

type Spent = Snapshot['spend'][number];

/** Counts a message, and the code it gives, on its channel. */
function noteSaid(said: Map<ChannelId, Spent>, { channel, offer }: Candidate): void {
  const { messages, discountCents } = said.get(channel) ?? { messages: 0, discountCents: 0 };
  said.set(channel, { channel, messages: messages + 1, discountCents: discountCents + (offer?.maxCostCents ?? 0) });
}

function lessWhatIsSpent(
  snapshot: Snapshot,
  spent: ReadonlyMap<string, number>,
  said: ReadonlyMap<ChannelId, Spent>,
): Snapshot {
  const untold = [...said.values()].filter(({ channel }) => !snapshot.spend.some((row) => row.channel === channel));
  return {
    ...snapshot,
    spend: [
      ...snapshot.spend.map((row) => {
        const more = said.get(row.channel);
        if (!more) return row;
        return {
          ...row,
          messages: row.messages + more.messages,
          discountCents: row.discountCents + more.discountCents,
        };
      }),
      ...untold,
    ],
    campaigns: snapshot.campaigns.map((fact) => ({
      ...fact,
      channelBudgets: fact.channelBudgets.map((share) => ({
        ...share,
        spentCents: share.spentCents + (spent.get(`${fact.id}:${share.channel}`) ?? 0),
      })),
    })),
    campaignBudgets: snapshot.campaignBudgets.map((budget) => ({
      ...budget,
      spentCents: budget.spentCents + (spent.get(budget.campaignId) ?? 0),
    })),
    offerPolicies: snapshot.offerPolicies.map((budget) => ({
      ...budget,
      remainingCents: budget.remainingCents - (spent.get(budget.id) ?? 0),
    })),
  };
}

function spend(spent: Map<string, number>, budget: string, cents: number): void {
  spent.set(budget, (spent.get(budget) ?? 0) + cents);
}

async function issueFor(tx: Db, ctx: ServiceContext, scheduled: readonly Made[]): Promise<Map<string, IssuedOffer>> {
  const issued = await issueOffers(
    tx,
    ctx,
    scheduled.flatMap(({ id, decided, snapshot, customer }) =>
      decided.chosen ? offerOf(id, customer.id, decided.chosen, snapshot) : [],
    ),
  );
  return new Map(issued.map((offer) => [offer.decisionId, offer]));
}

/** What a decision that leaves by itself says. Throws where it was not allowed. */
function messageOf(made: Made, issued: IssuedOffer | null): QueueInput {
  const { decided, customer, snapshot } = made;
  const { chosen } = decided;
  const allowed =
    chosen &&
    allowedByItself(decided, {
      id: made.id as DecisionId,
      customerId: customer.id,
      agentId: chosen.agentId,
      action: chosen.action,
      isSimulated: customer.isSimulated,
    });
  if (!allowed) throw new Error(`Decision ${made.id} is scheduled but not allowed.`);
  return {
    decision: allowed,
    candidate: chosen,
    offer: offerInWords(chosen, issued, snapshot),
    customer,
    lookedAt: snapshot,
  };
}
