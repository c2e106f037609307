import type { Decided } from '@/domain/decisions/decided';
import type { Snapshot } from '@/domain/decisions/snapshot';
import { coveringOfferPolicy } from '@/domain/guardrails/financial';
import type { DiscountLedger } from '@/domain/offers/discount-ledger';
import { leftBeforePause } from '@/domain/offers/offer-status';
import { pauseAtCents } from '@/domain/policies/message-costs';
import type { Policy } from '@/domain/policies/policy';
import { plainSql } from '../../bound-client';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import { LostRace } from '../../in-transaction';

type Made = { decided: Decided; snapshot: Snapshot };
type Held = DiscountLedger & { id: string; isInForce: boolean };

/** In one order, so that two batches never wait for each other. */
const HOLD = `
  SELECT id, budget_cents AS "budgetCents", reserved_cents AS "reservedCents", settled_cents AS "settledCents",
    approved_at IS NOT NULL AND revoked_at IS NULL AS "isInForce"
  FROM offer_policy
  WHERE workspace_id = $1::uuid AND (id = ANY($2::uuid[]) OR id IN (
    SELECT offer_policy_id FROM offer WHERE workspace_id = $1::uuid AND decision_id = ANY($3::uuid[])))
  ORDER BY id FOR UPDATE`;

/** The approved budget that pays for what a decision gives by itself, and how much of it; null where none does. */
export function spendingOf({ decided, snapshot }: Made): { id: string; cents: number } | null {
  if (decided.outcome !== 'scheduled' || !decided.chosen?.offer) return null;
  const budget = coveringOfferPolicy(decided.chosen, snapshot);
  return budget && { id: budget.id, cents: decided.chosen.offer.maxCostCents };
}

/**
 * Locks, until commit, the budgets that new decisions spend and those that get back what displaced ones held; no others.
 * Throws LostRace, and so undoes the transaction, where one of them no longer holds what these decisions were made by:
 * somebody spent or revoked it since it was read.
 */
export async function holdBudgets(tx: Db, ctx: ServiceContext, policy: Policy, made: readonly Made[]): Promise<void> {
  const needed = new Map<string, number>();
  for (const decision of made) {
    const spending = spendingOf(decision);
    if (spending) needed.set(spending.id, (needed.get(spending.id) ?? 0) + spending.cents);
  }
  const displaced = made.flatMap(({ decided }) => decided.displaces.map(({ decisionId }) => decisionId));
  if (needed.size === 0 && displaced.length === 0) return;
  const { rows } = await plainSql(tx).query<Held>({
    name: 'hold-budgets',
    text: HOLD,
    values: [ctx.workspaceId, [...needed.keys()], displaced],
  });
  const held = new Map(rows.map((row) => [row.id, row]));
  for (const [id, cents] of needed) {
    const budget = held.get(id);
    const left = budget?.isInForce ? leftBeforePause(budget, pauseAtCents(budget.budgetCents, policy)) : 0;
    if (left < cents) throw new LostRace(`The approved offer ${id} no longer holds what was decided by it.`);
  }
}
