import type { RoiAssumptions } from './roi';

/** Cost plans of the business case, in dollars. In another currency a workspace begins with its own figures. */
export const PLANS = ['start', 'first_year', 'ongoing', 'own'] as const;
export type PlanId = (typeof PLANS)[number];

/** A year of work of one person, in hours. */
const WORKING_YEAR_HOURS = 2_080;
const PERSON_YEAR_CENTS = 8_000_000;
const HOUR_CENTS = Math.round(PERSON_YEAR_CENTS / WORKING_YEAR_HOURS);
/** The plan counts revenue in full. */
const WHOLE = 1;

const NOTHING: RoiAssumptions = { margin: WHOLE, platformCents: 0, peopleHoursPerWeek: 0, hourCents: 0, setUpCents: 0 };

export const PLAN_WORDS: Readonly<Record<PlanId, { label: string; hint: string }>> = {
  start: { label: 'Start', hint: 'Weeks 1 to 4 of the plan: $1,000 a month, and the hours that reviews take.' },
  first_year: {
    label: 'First year',
    hint: 'The plan’s first year: $15,000 a month, two people at $80,000 a year, five engineers who set it up.',
  },
  ongoing: { label: 'Later years', hint: 'The plan’s later years: $12,000 a month and two people.' },
  own: { label: 'Own figures', hint: 'Nothing is taken for granted but what you enter.' },
};

/** What a plan takes for granted; `reviewHoursPerWeek` is measured. */
export function assumptionsOf(plan: PlanId, reviewHoursPerWeek: number): RoiAssumptions {
  switch (plan) {
    case 'start':
      return {
        ...NOTHING,
        platformCents: 100_000,
        peopleHoursPerWeek: Math.round(reviewHoursPerWeek * 10) / 10,
        hourCents: HOUR_CENTS,
      };
    case 'first_year':
      return { ...ongoing(1_500_000), setUpCents: 60_000_000 };
    case 'ongoing':
      return ongoing(1_200_000);
    case 'own':
      return NOTHING;
  }
}

function ongoing(platformCents: number): RoiAssumptions {
  return { ...NOTHING, platformCents, peopleHoursPerWeek: 80, hourCents: HOUR_CENTS };
}
