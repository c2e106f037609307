import { valueBands } from '../customers/value-bands';
import type { Policy } from '../policies/policy';
import type { Rule, RuleGroup } from '../segments/rule';
import type { AudienceRule } from './campaign';

/** An audience in the language of segments, so that one compiler counts both. Bands of value are those of the policy. */
export function audienceAsRule(audience: AudienceRule, policy: Policy): RuleGroup {
  const { stages, countries, consent, orders, lastOrderAtLeastDays, lastOrderAtMostDays, segments } = audience;
  const rules: Rule[] = [];
  if (stages.length > 0) rules.push({ kind: 'choice', field: 'stage', op: 'is', values: stages });
  if (audience.valueBands.length > 0) rules.push(inBands(audience.valueBands, policy));
  if (countries.length > 0) rules.push({ kind: 'choice', field: 'country', op: 'is', values: countries });
  if (consent) rules.push({ kind: 'consent', channel: consent, status: 'granted' });
  if (orders === 'never') rules.push({ kind: 'number', field: 'order_count', op: 'exactly', value: 0 });
  if (orders === 'some') rules.push({ kind: 'number', field: 'order_count', op: 'at_least', value: 1 });
  if (lastOrderAtLeastDays !== null) {
    rules.push({ kind: 'instant', field: 'last_order', op: 'longer_ago', days: lastOrderAtLeastDays });
  }
  if (lastOrderAtMostDays !== null) {
    rules.push({ kind: 'instant', field: 'last_order', op: 'within', days: lastOrderAtMostDays });
  }
  for (const segmentId of segments) rules.push({ kind: 'segment', segmentId, op: 'in' });
  return { kind: 'group', match: 'all', not: false, rules };
}

/** Any of the bands; nobody where the policy leaves room for none of them. */
function inBands(wanted: AudienceRule['valueBands'], policy: Policy): RuleGroup {
  const bands = valueBands(policy).filter(({ id }) => wanted.includes(id));
  const rules = bands.map(({ fromCents, belowCents }): RuleGroup => {
    const ends: Rule[] = [];
    if (fromCents !== null) ends.push({ kind: 'number', field: 'lifetime_value', op: 'at_least', value: fromCents });
    if (belowCents !== null) {
      ends.push({ kind: 'number', field: 'lifetime_value', op: 'at_most', value: belowCents - 1 });
    }
    return { kind: 'group', match: 'all', not: false, rules: ends };
  });
  return { kind: 'group', match: 'any', not: false, rules };
}
