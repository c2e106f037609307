'use client';

import { parseAsFloat, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useWorkspace } from '@/components/layout/workspace-context';
import type { RoiAssumptions } from '@/domain/measurement/roi';
import { assumptionsOf, PLANS, type PlanId } from '@/domain/measurement/roi-plans';

const PLAN_CURRENCY = 'USD';
const PARSERS = {
  plan: parseAsStringLiteral(PLANS),
  margin: parseAsFloat,
  platform: parseAsFloat,
  hours: parseAsFloat,
  rate: parseAsFloat,
  setup: parseAsFloat,
};

/** What each assumption is called in the address, and how it is shown: percent, hours, and whole units of the currency. */
export const ASSUMPTIONS = {
  margin: { field: 'margin', label: 'Gross margin', unit: '%', most: 100, scale: 0.01 },
  platform: { field: 'platformCents', label: 'Platform a month', unit: 'money', most: 10_000_000, scale: 100 },
  hours: { field: 'peopleHoursPerWeek', label: 'Hours of people a week', unit: 'h', most: 10_000, scale: 1 },
  rate: { field: 'hourCents', label: 'An hour costs', unit: 'money', most: 10_000, scale: 100 },
  setup: { field: 'setUpCents', label: 'Set-up, once', unit: 'money', most: 100_000_000, scale: 100 },
} as const satisfies Record<
  string,
  { field: keyof RoiAssumptions; label: string; unit: string; most: number; scale: number }
>;
export type AssumptionId = keyof typeof ASSUMPTIONS;
export const ASSUMPTION_IDS = Object.keys(ASSUMPTIONS) as AssumptionId[];

/** The scratch copy of the assumptions: a plan, and what somebody changed in it, all in the address. */
export function useRoiAssumptions(reviewHoursPerWeek: number) {
  const { currency } = useWorkspace();
  const hasPlans = currency === PLAN_CURRENCY;
  const [{ plan: asked, ...asChanged }, setParams] = useQueryStates(PARSERS, { history: 'replace' });
  const plan: PlanId = hasPlans ? (asked ?? 'start') : 'own';
  const assumed = assumptionsOf(plan, reviewHoursPerWeek);
  const changed = ASSUMPTION_IDS.filter((id) => isAllowed(id, asChanged[id]));
  for (const id of changed) assumed[ASSUMPTIONS[id].field] = (asChanged[id] ?? 0) * ASSUMPTIONS[id].scale;
  return {
    ...{ plan, hasPlans, assumed, changed },
    choosePlan: (next: PlanId) =>
      void setParams({ plan: next, margin: null, platform: null, hours: null, rate: null, setup: null }),
    change: (id: AssumptionId, value: number | null) => void setParams({ [id]: value }),
  };
}

/** Whether a figure can be what it says it is. */
export function isAllowed(id: AssumptionId, value: number | null): value is number {
  return value !== null && Number.isFinite(value) && value >= 0 && value <= ASSUMPTIONS[id].most;
}
