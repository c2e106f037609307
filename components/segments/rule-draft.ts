import type { ConditionKind } from '@/domain/segments/fields';
import type { Condition, RuleGroup } from '@/domain/segments/rule';

const MONTH = { kind: 'last', days: 30 } as const;

/** A condition of a kind as it begins. */
export function newCondition(kind: ConditionKind): Condition {
  switch (kind) {
    case 'choice':
      return { kind, field: 'country', op: 'is', values: [] };
    case 'number':
      return { kind, field: 'order_count', op: 'at_least', value: 1 };
    case 'instant':
      return { kind, field: 'last_order', op: 'within', days: 30 };
    case 'contact':
      return { kind, field: 'email', op: 'known' };
    case 'trait':
      return { kind, key: '', op: 'is', value: '' };
    case 'consent':
      return { kind, channel: 'email', status: 'granted' };
    case 'event':
      return { kind, name: '', where: [], sumOf: null, op: 'at_least', value: 1, window: MONTH };
    case 'event_time':
      return { kind, name: '', where: [], which: 'last', op: 'within', days: 30 };
    case 'purchase':
      return { kind, by: 'any', values: [], measure: 'orders', op: 'at_least', value: 2, window: MONTH };
    case 'message':
      return { kind, act: 'opened', channel: 'email', op: 'exactly', value: 0, window: MONTH };
    case 'cart':
      return { kind, idleHours: 24, valueAtLeast: 0 };
    case 'segment':
      return { kind, segmentId: '', op: 'in' };
  }
}

/** What a segment begins with that follows no template. */
export const FIRST_RULE: RuleGroup = {
  kind: 'group',
  match: 'all',
  not: false,
  rules: [{ kind: 'number', field: 'order_count', op: 'at_least', value: 1 }],
};

/** A text of the server that is a list of what is wrong, as its first sentence; any other as it is. */
export function firstSentence(message: string): string {
  try {
    const issues: unknown = JSON.parse(message);
    const [first] = Array.isArray(issues) ? issues : [];
    return typeof first?.message === 'string' ? first.message : message;
  } catch {
    return message;
  }
}
