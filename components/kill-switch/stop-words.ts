import type { ActiveStop } from '@/server/services/kill-switch';

/**
 * Who stopped it: a person by name, or the product, which stops an agent that decides out of all proportion, and a rollout
 * on a compliance violation.
 */
export function stopperName({ stoppedBy, cause }: Pick<ActiveStop, 'stoppedBy' | 'cause'>): string {
  return stoppedBy ?? (cause === 'person' ? 'Somebody' : 'Touchstone');
}
