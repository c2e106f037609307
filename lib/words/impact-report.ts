import { CHANNEL_NAMES } from '@/domain/channels/channel-ids';
import { CASES, returnOnInvestment } from '@/domain/measurement/roi';
import { assumptionsOf, PLAN_WORDS, type PlanId } from '@/domain/measurement/roi-plans';
import type { PeriodReport, ReportSection } from '@/domain/reports/period-report';
import { formatCount, formatDifference, formatMoney, formatMonth, formatRate, MISSING, plural } from '@/lib/format';
import type { ImpactFacts } from '@/server/services/reports';
import { effectWords, intervalText, zeroWords } from './effect-words';
import { figureOf, metaOf } from './figure';
import { stepText } from './gate-words';
import { framed, type ReportFrame, saidFigures } from './report-frame';
import { testRows, testsSection } from './test-rows';

/** A month's impact: what was credited, what was caused, what it cost, and who it came from. */
export function impactReport({ facts, ...frame }: ReportFrame<ImpactFacts>): PeriodReport {
  return {
    kind: 'impact',
    title: 'Monthly impact',
    ...framed(frame, facts.figures),
    lead: leadOf(facts, frame.isOpen),
    sections: [
      revenue(facts),
      caused(facts),
      attributed(facts),
      cohorts(facts),
      testsSection(testRows(facts.tests), 'No test ran in this month.'),
      cost(facts),
      {
        title: 'Customers kept, and quality',
        note: null,
        figures: saidFigures(facts.figures, [
          'churn_rate',
          'repeat_purchase_rate',
          'complaint_rate',
          'bounce_rate',
          'reported_breaches',
          'uptime',
        ]),
        tables: [],
      },
    ],
  };
}

function leadOf({ figures, rollout }: ImpactFacts, isOpen: boolean): PeriodReport['lead'] {
  const { incremental, period, kpis } = figures;
  const credited = saidFigures(figures, ['attributed_revenue'])[0];
  const meta = metaOf(figureOf(kpis, 'rpmt'), period.currency);
  const { perTouch, missing } = incremental;
  return [
    {
      text: `${credited?.value ?? MISSING} credited to touches, ${credited?.before ?? MISSING} in ${isOpen ? 'as many days of ' : ''}the month before.`,
      tone: 'neutral',
    },
    perTouch
      ? {
          text: `Caused by the touches: ${formatDifference(perTouch.estimate, meta)} a touch, 95% interval ${intervalText(perTouch, meta)}. ${effectWords(perTouch).word}.`,
          tone: effectWords(perTouch).tone,
        }
      : { text: `What the touches caused is not known: ${missing ?? 'not enough data'}`, tone: 'neutral' },
    {
      text:
        rollout === null
          ? 'No rollout is running: agents may write to everybody who is not held out.'
          : `Rollout: ${stepText(rollout.cohort)}${rollout.halt ? ', halted' : ''}.`,
      tone: rollout?.halt ? 'bad' : 'neutral',
    },
  ];
}

function revenue({ figures }: ImpactFacts): ReportSection {
  return {
    title: 'Revenue and response',
    note: null,
    figures: saidFigures(
      figures,
      ['rpmt', 'attributed_revenue', 'conversion_rate', 'average_order_value', 'cart_recovery_rate', 'click_rate'],
      { attributed_revenue: CREDITED },
    ),
    tables: [],
  };
}

/** Two totals that look alike: what came after touches, and what came because of them. */
const CREDITED = 'Of orders that came after a touch. Some would have come without one: see “Caused, net”.';
const CAUSED = 'What customers who were written to brought beyond those held out';

function caused({ figures }: ImpactFacts): ReportSection {
  const { incremental, period } = figures;
  const { treated, heldOut } = incremental;
  const money = (cents: number) => formatMoney(cents, { currency: period.currency });
  return {
    title: 'Treated against held out',
    note: [
      'Everybody the agents wanted to write to and might have, whatever became of it; the holdout is left alone by chance.',
      zeroWords(incremental, period.days) ?? incremental.missing,
    ]
      .filter(Boolean)
      .join(' '),
    figures: [],
    tables: [
      {
        name: 'Net revenue a customer',
        header: ['Group', 'Customers', 'Revenue a customer'],
        rows: [
          ['Treated', formatCount(treated.customers), money(treated.revenuePerCustomer)],
          ['Held out', formatCount(heldOut.customers), money(heldOut.revenuePerCustomer)],
        ],
      },
    ],
  };
}

function attributed({ attribution, byAgent, figures }: ImpactFacts): ReportSection {
  const money = (cents: number) => formatMoney(cents, { currency: figures.period.currency });
  const rowsOf = ({ rows }: ImpactFacts['attribution']) =>
    rows.map(({ name, orders, credit }) => [
      ...[name, formatCount(orders), money(credit.last_touch), money(credit.first_touch)],
      ...[money(credit.linear), money(credit.shapley)],
    ]);
  const header = ['Credited to', 'Orders', 'Last touch', 'First touch', 'Linear', 'Shapley'];
  const tables = [
    { name: 'By channel', header, rows: rowsOf(attribution) },
    { name: 'By agent', header, rows: rowsOf(byAgent) },
  ].filter(({ rows }) => rows.length > 0);
  return {
    title: 'Attribution',
    note:
      tables.length === 0
        ? 'No order of this month had a touch on its way.'
        : `${money(attribution.revenueCents)} of ${money(attribution.allRevenueCents)} net revenue had a touch on its way. Every model shares that sum; “Credited revenue” is the part of it whose touch left evidence (a code, a link or a campaign).`,
    figures: [],
    tables,
  };
}

function cohorts({ cohorts: rows, figures }: ImpactFacts): ReportSection {
  const money = (cents: number) => formatMoney(cents, { currency: figures.period.currency });
  return {
    title: 'Cohorts',
    note: rows.length === 0 ? 'No customer is known.' : 'Customers by the month they were first seen in.',
    figures: [],
    tables:
      rows.length === 0
        ? []
        : [
            {
              name: 'What each month’s customers brought in this one',
              header: ['First seen', 'Customers', 'Bought', 'Share', 'Net revenue', 'A customer'],
              rows: rows.map(({ month, andBefore, customers, buyers, revenueCents }) => [
                `${formatMonth(new Date(month), 'UTC')}${andBefore ? ' and before' : ''}`,
                ...[formatCount(customers), formatCount(buyers)],
                ...[formatRate(buyers / customers, 1), money(revenueCents), money(revenueCents / customers)],
              ]),
            },
          ],
  };
}

const REPORTED_PLANS: readonly PlanId[] = ['start', 'first_year', 'ongoing'];

function cost({ roi, roiBefore, figures }: ImpactFacts): ReportSection {
  const { currency } = figures.period;
  const money = (cents: number) => formatMoney(cents, { currency });
  // The plan's costs are in dollars: in other money they would be made up.
  const plans = currency === 'USD' ? REPORTED_PLANS : [];
  const rows = plans.flatMap((plan) => {
    const yearly = returnOnInvestment(roi, assumptionsOf(plan, roi.reviewHoursPerWeek));
    if (!yearly) return [];
    return [
      [PLAN_WORDS[plan].label, ...CASES.map((each) => ratioWords(yearly[each].ratio)), money(yearly.likely.costCents)],
    ];
  });
  return {
    title: 'Cost and return',
    note: roi.caused
      ? 'Return of a first year at this month’s rate, on what the touches caused: low, likely and high end of the 95% interval.'
      : `No return can be worked out: ${roi.missing ?? 'what the touches caused is not known.'}`,
    figures: [
      { name: 'Messages', value: money(roi.messageCents), before: money(roiBefore.messageCents), note: null },
      ...saidFigures(figures, ['marketing_efficiency', 'cost_per_acquisition']),
      {
        name: 'Review, hours a week',
        value: formatCount(roi.reviewHoursPerWeek, { decimals: 1 }),
        before: formatCount(roiBefore.reviewHoursPerWeek, { decimals: 1 }),
        note: null,
      },
      {
        name: 'Caused, net',
        value: roi.caused ? money(roi.caused.likely) : MISSING,
        before: roiBefore.caused ? money(roiBefore.caused.likely) : MISSING,
        note: roi.caused
          ? `${CAUSED}: 95% interval ${money(roi.caused.low)} to ${money(roi.caused.high)}.`
          : `${CAUSED}: not known yet.`,
      },
    ],
    tables: [
      ...(roi.messages.length > 0
        ? [
            {
              name: 'Messages by channel',
              header: ['Channel', 'Messages', 'Cost'],
              rows: roi.messages.map(({ channel, count, cents }) => [
                ...[CHANNEL_NAMES[channel], plural(count, 'message'), money(cents)],
              ]),
            },
          ]
        : []),
      ...(rows.length > 0
        ? [{ name: 'Return by cost plan', header: ['Plan', 'Low', 'Likely', 'High', 'Cost a year'], rows }]
        : []),
    ],
  };
}

function ratioWords(ratio: number | null): string {
  return ratio === null ? MISSING : `${formatCount(ratio, { decimals: 1 })}×`;
}
