import { type AutonomyEvent, nextAutonomy } from '@/domain/autonomy/autonomy';
import type { AutonomyEvidence } from '@/domain/autonomy/evidence';
import type { Policy } from '@/domain/policies/policy';
import type { AuditRecord } from '../../audit';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { type LockedLevel, lockLevel, saveStep } from './change-level';
import { evidenceOf } from './evidence';
import type { AutonomyChange } from './learning';
import type { AutonomyKey } from './pair';

/** What a verdict taught: where the pair stood before and after, and audit records for the caller to append last. */
export type Learnt = { records: AuditRecord[]; change: AutonomyChange };

/** Counts an approval towards an action's autonomy, in the caller's transaction, before the verdict itself is logged. */
export async function recordApproval(
  tx: Db,
  ctx: ServiceContext,
  policy: Policy,
  key: AutonomyKey,
  approval: { edited: boolean },
): Promise<Learnt> {
  const state = await lockLevel(tx, ctx, policy, key);
  const evidence = mayRise(state, policy) ? await withThis(tx, ctx, policy, key, state) : NOT_ASKED;
  return learn(tx, ctx, policy, key, state, { kind: 'approved', ...approval, evidence });
}

/** Counts a rejection, likewise. */
export async function recordRejection(tx: Db, ctx: ServiceContext, policy: Policy, key: AutonomyKey): Promise<Learnt> {
  return learn(tx, ctx, policy, key, await lockLevel(tx, ctx, policy, key), { kind: 'rejected' });
}

const NOT_ASKED: AutonomyEvidence = {
  judged: 0,
  approvedUnedited: 0,
  harm: { days: 0, touches: 0, complaints: 0, unsubscribes: 0, breaches: 0 },
  lift: null,
};

/** Evidence is looked up only where the row of approvals is long enough for it to matter. */
function mayRise({ level, approvedStreak }: LockedLevel, policy: Policy): boolean {
  return level < 3 && approvedStreak + 1 >= policy.autonomy.approvalsToRise;
}

/** The evidence with the approval that is being given. */
async function withThis(tx: Db, ctx: ServiceContext, policy: Policy, key: AutonomyKey, { level }: LockedLevel) {
  const found = await evidenceOf(tx, ctx, key, level, policy);
  return { ...found, judged: found.judged + 1, approvedUnedited: found.approvedUnedited + 1 };
}

async function learn(
  tx: Db,
  ctx: ServiceContext,
  policy: Policy,
  key: AutonomyKey,
  { level, approvedStreak, rejectedStreak, levelSince, confirmedAt }: LockedLevel,
  event: AutonomyEvent,
): Promise<Learnt> {
  const from = { level, approvedStreak, rejectedStreak };
  const step = nextAutonomy(from, event, policy);
  const records = await saveStep(tx, ctx, key, step, event.kind === 'approved' && !event.edited);
  return { records, change: { ...key, from, to: step.state, times: { levelSince, confirmedAt } } };
}
