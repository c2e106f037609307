import { isFirstTurn, restsUntil } from '@/domain/agents/lifecycle/rest';
import type { PolicyInForce } from '@/domain/policies/in-force';
import type { Policy } from '@/domain/policies/policy';
import { appendAudit } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { inTransaction } from '../../in-transaction';
import { STAGED_COLUMNS, type Staged, type Standing, saveStages, standingOf } from '../customers';
import { announce, decideBatch, type StoredDecision } from '../decisions';
import { agentsToAsk, isAgentStopped } from '../kill-switch';
import { activePolicy } from '../policies';
import type { SnapshotRequest } from '../snapshots';
import { addToDay, type DayPart, type OpenDay, openDay } from './lifecycle-day';
import { AGENT_ID, newStages, type StageTurn, whatWasDecided, whatWasExcluded } from './what-was-decided';

/** Customers looked at in one transaction. */
const BATCH = 200;

export type SweepReport = { looked: number; decided: number };

/**
 * The daily look at every customer, up to `limit` of them: stages and churn risk are brought up to date, and the
 * lifecycle agent is asked about those whose rest is over. Once a customer and day, in the order of their ids; killed on
 * the way it goes on behind the last part, and two at once take turns. Only what is worth a decision is stored, the rest
 * is counted. While the agent is stopped, stages move and nothing is decided.
 */
export async function sweepCustomers(ctx: ServiceContext, { limit }: { limit: number }): Promise<SweepReport> {
  const isStopped = await isAgentStopped(ctx, AGENT_ID);
  const made: StoredDecision[] = [];
  let looked = 0;
  while (looked < limit) {
    const part = await inTransaction(ctx, (tx) =>
      sweepPart(tx, ctx, { size: Math.min(BATCH, limit - looked), isStopped }),
    );
    if (!part) break;
    looked += part.looked;
    made.push(...part.made);
    if (part.isLast) break;
  }
  await announce(ctx, made);
  return { looked, decided: made.length };
}

/** `isLast`: nobody is left behind it. */
type Part = { looked: number; made: StoredDecision[]; isLast: boolean };

/** The next part of the day; null when the day is done, or somebody else is at it. */
async function sweepPart(
  tx: Db,
  ctx: ServiceContext,
  { size, isStopped }: { size: number; isStopped: boolean },
): Promise<Part | null> {
  const day = await openDay(tx, ctx);
  if (!day) return null;
  const policy = await activePolicy(ctx, tx);
  const customers = await nextCustomers(tx, ctx, day, size);
  const isLast = customers.length < size;
  const changes = await saveStages(tx, ctx, policy.document, customers);
  const standings = new Map(customers.map((customer) => [customer.id, standingOf(customer, policy.document, ctx.now)]));
  const due = isStopped ? [] : await whoIsDue(tx, ctx, { day, policy: policy.document, customers, standings });
  const made = await decideFor(tx, ctx, policy, due);
  await addToDay(tx, ctx, day, {
    ...countOf(customers, standings, policy.document),
    cursor: customers.at(-1)?.id ?? day.cursor,
    stageChanges: changes.length,
    resting: customers.length - due.length,
    nothing: due.length - made.length + made.filter(({ decided }) => isExcluded(decided)).length,
    decisions: made.filter(({ decided }) => !isExcluded(decided)).length,
    isLast,
  });
  await appendAudit(tx, ctx, changes);
  return { looked: customers.length, made, isLast };
}

function nextCustomers(tx: Db, ctx: ServiceContext, day: OpenDay, size: number): Promise<Staged[]> {
  return tx.$queryRaw<Staged[]>`
    SELECT ${STAGED_COLUMNS} FROM customer
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND erased_at IS NULL
      AND (${day.cursor}::uuid IS NULL OR id > ${day.cursor}::uuid)
    ORDER BY id LIMIT ${size} FOR UPDATE`;
}

type Due = { customerId: string; turn: StageTurn | null; day: string };

type Looked = {
  day: OpenDay;
  policy: Policy;
  customers: readonly Staged[];
  standings: ReadonlyMap<string, Standing>;
};

/**
 * Those the agent is asked about: not churned, nothing of its own waiting, and either a new stage reached, or the rest
 * over, or the day of their first turn come.
 */
async function whoIsDue(tx: Db, ctx: ServiceContext, { day, policy, customers, standings }: Looked): Promise<Due[]> {
  const ids = customers.map((customer) => customer.id);
  const decided = await whatWasDecided(tx, ctx, policy, ids);
  const turns = await newStages(tx, ctx, ids, day.since);
  return customers.flatMap((customer) => {
    const stage = standings.get(customer.id)?.stage;
    const before = decided.get(customer.id);
    const turn = turns.get(customer.id) ?? null;
    if (!stage || stage === 'churned' || before?.isWaiting) return [];
    const isDue = before
      ? !restsUntil({ ...customer, stage }, before.lastAt, policy, ctx.now)
      : stage === 'new' || isFirstTurn(customer.id, policy, ctx.now);
    return isDue || turn ? [{ customerId: customer.id, turn, day: day.day }] : [];
  });
}

/**
 * What the agent finds not worth doing is not stored: tomorrow it is looked at again. What it would do and may not, for
 * want of consent, is stored where that was not said of late: somebody will ask why this customer got nothing.
 */
async function decideFor(
  tx: Db,
  ctx: ServiceContext,
  policy: PolicyInForce,
  due: readonly Due[],
): Promise<StoredDecision[]> {
  const asks = await agentsToAsk(tx, ctx);
  const requests = due.map(
    ({ customerId, turn, day }): SnapshotRequest => ({
      customerId,
      trigger: turn ? { kind: 'stage_changed', ...turn } : { kind: 'lifecycle_daily', day },
      asks,
      cartId: null,
      winback: null,
      decisionId: null,
    }),
  );
  const said = await whatWasExcluded(
    tx,
    ctx,
    policy.document,
    due.map(({ customerId }) => customerId),
  );
  const isWorthARow = (decided: StoredDecision['decided'], { customerId }: SnapshotRequest) => {
    if (isExcluded(decided)) return said.get(customerId) !== decided.outcomeReason;
    return decided.outcome !== 'skipped' || decided.yieldsTo !== null;
  };
  return decideBatch(tx, ctx, policy, requests, { keep: isWorthARow });
}

/** Something would have been sent and the customer may not be written to. */
function isExcluded({ outcome, yieldsTo, considered }: StoredDecision['decided']): boolean {
  return outcome === 'skipped' && yieldsTo === null && considered.length > 0;
}

function countOf(
  customers: readonly Staged[],
  standings: ReadonlyMap<string, Standing>,
  { lifecycle }: Policy,
): Pick<DayPart, 'customers' | 'stages' | 'risks'> {
  const stages = { new: 0, active: 0, at_risk: 0, churned: 0 };
  const risks = { low: 0, medium: 0, high: 0 };
  for (const { stage, risk } of standings.values()) {
    stages[stage]++;
    if (risk > lifecycle.discountAbove) risks.high++;
    else if (risk >= lifecycle.contentFrom) risks.medium++;
    else risks.low++;
  }
  return { customers: customers.length, stages, risks };
}
