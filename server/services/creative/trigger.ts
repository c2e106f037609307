import type { CreativeTriggerKind } from '@/domain/agents/creative-testing/trigger-kinds';
import type { Reason } from '@/domain/decisions/candidate';

/**
 * What woke the agent; the key makes one decision of one occurrence. `because` is why it was woken, `plannedVolume` whom a
 * campaign that begins may write to.
 */
export type CreativeTrigger = { kind: CreativeTriggerKind; key: string; because?: Reason; plannedVolume?: number };

/** One decision of the agent by what it was about, and which occurrence woke it. */
export function triggerKeyOf(templateId: string, { kind, key }: Pick<CreativeTrigger, 'kind' | 'key'>): string {
  return `${kind}:${templateId}:${key}`;
}
