import { actionName, agentName } from '@/domain/agents/agent-cards';
import { formatMoney } from '@/domain/shared/format-money';
import { formatCount, formatRate, plural } from '@/lib/format';
import type { SimulationProof } from '@/server/services/simulation';

/** Whether nothing happened that must never happen; that one interval misses the truth is chance, and no failure. */
export function isSound({ disturbed, caps, madeAgain }: SimulationProof): boolean {
  return disturbed === 0 && madeAgain.same === madeAgain.decisions && caps.every(({ broken }) => broken === 0);
}

/** What was measured beside what is true, in words. */
export function proofLines(proof: SimulationProof): string[] {
  const { lived, incremental, currency, coverage } = proof;
  const money = (cents: number) => formatMoney(cents, currency);
  const interval = incremental.perTouch;
  return [
    `${plural(proof.customers, 'customer')}, ${plural(proof.days, 'day')}: ${plural(lived.events, 'event')}, ${plural(lived.decisions, 'decision')}, ${plural(lived.messages, 'message')}, ${plural(lived.orders, 'order')}.`,
    '',
    'Revenue a touch',
    ...pairs([
      ['Credited', proof.attributedPerTouch === null ? 'no touch' : money(proof.attributedPerTouch)],
      [
        'Caused, as the holdout measures it',
        interval
          ? `${money(interval.estimate)} (95%: ${money(interval.low)} to ${money(interval.high)})`
          : `not enough data: ${incremental.missing}`,
      ],
      [
        'Caused, in truth',
        proof.causedPerTouch === null ? 'no touch' : `${money(proof.causedPerTouch)}  ${said(proof.covers)}`,
      ],
      ['Caused in all, in truth', `${money(proof.causedCents)} by ${plural(proof.touches, 'touch', 'touches')}`],
      ['Compared', comparedWords(proof)],
      [
        'Left alone and disturbed',
        proof.disturbed === 0
          ? `nobody: all ${formatCount(incremental.heldOut.customers)} lived to the cent as they would have`
          : plural(proof.disturbed, 'customer'),
      ],
    ]),
    '',
    'By action: more revenue a customer, from their first such decision on',
    ...pairs(
      proof.treatments.map(({ agentId, action, customers, measured, trueLiftCents, covers, isSplitAsDrawn }) => [
        actionName(agentId, action),
        [
          measured.perCustomer
            ? `${money(measured.perCustomer.estimate)} (95%: ${money(measured.perCustomer.low)} to ${money(measured.perCustomer.high)})`
            : 'not enough data',
          ...(trueLiftCents === null ? [] : [`in truth ${money(trueLiftCents)}`]),
          `${formatCount(customers.treated)} against ${formatCount(customers.heldOut)}`,
          ...(covers === null ? [] : [said(covers)]),
          ...(isSplitAsDrawn === false ? ['! not split as drawn: earlier messages decided who is compared'] : []),
        ].join('  '),
      ]),
    ),
    '',
    coverage.draws === 0
      ? 'Drawn again, the holdout is too small for an interval.'
      : `The holdout drawn again ${plural(coverage.draws, 'time')}: the interval holds the truth in ${formatCount(coverage.covered)} of them (${formatRate(coverage.covered / coverage.draws, 1)}; promised 95%).`,
    '',
    'Answers beside the law they follow',
    ...pairs(
      proof.answers.map(({ occasion, kind, delivered, observed, expected, z }) => [
        `${OCCASIONS[occasion]} ${kind}`,
        `${formatCount(observed)} of ${formatCount(delivered)}, ${formatCount(expected, { decimals: 1 })} expected (${z >= 0 ? '+' : '−'}${Math.abs(z).toFixed(1)} standard deviations)`,
      ]),
    ),
    '',
    'What was told as unusual',
    ...pairs(watchedRows(proof)),
    '',
    'Made again under the policy of then',
    ...pairs(madeAgainRows(proof)),
    '',
    'What must never leave, counted in the rows',
    ...pairs(proof.caps.map(({ words, broken }) => [words, formatCount(broken)])),
  ];
}

const OCCASIONS = { cart: 'Cart messages', winback: 'Win-backs', news: 'News' } as const;

function comparedWords({ incremental: { treated, heldOut }, isSplitAsDrawn }: SimulationProof): string {
  const groups = `${plural(treated.customers, 'customer')} with ${formatCount(heldOut.customers)} left alone`;
  return isSplitAsDrawn === false ? `${groups}: not as drawn` : groups;
}

function watchedRows({ watched: { fault, others } }: SimulationProof): [string, string][] {
  const besides = others.map(
    ({ name, isHigh, foundAt }) => `${name} ${isHigh ? '▲' : '▼'} ${foundAt.toISOString().slice(0, 10)}`,
  );
  const planted: [string, string][] = fault
    ? [
        [
          `Planted: ${fault.kind}`,
          fault.told ? `told after ${plural(fault.told.afterHours, 'hour')}, by “${fault.told.name}”` : '✗ not told',
        ],
      ]
    : [];
  return [...planted, [fault ? 'Told besides' : 'Told', [plural(others.length, 'alarm'), ...besides].join('  ')]];
}

function madeAgainRows({ madeAgain: { decisions, same, agents, guardrails } }: SimulationProof): [string, string][] {
  const objected = guardrails.map((each) => `${each.id} ${formatCount(each.objected)} of ${formatCount(each.spoke)}`);
  return [
    ['Come out to the last word', `${formatCount(same)} of ${plural(decisions, 'decision')}`],
    ['Agents among them', agents.map(agentName).join(', ')],
    ['Guardrails that did not simply pass', objected.join(', ')],
  ];
}

function said(covers: boolean | null): string {
  if (covers === null) return '';
  return covers ? '✓ within the interval' : '✗ outside the interval';
}

function pairs(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(0, ...rows.map(([name]) => name.length));
  return rows.map(([name, value]) => `  ${name.padEnd(width)}  ${value}`);
}
