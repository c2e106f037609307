import type { ActiveStop } from '@/server/services/kill-switch';

/** Who stopped it: a person by name, or the product, which stops an agent that decides out of all proportion. */
export function stopperName({ stoppedBy, cause }: Pick<ActiveStop, 'stoppedBy' | 'cause'>): string {
  return stoppedBy ?? (cause === 'anomaly' ? 'Touchstone' : 'Somebody');
}
