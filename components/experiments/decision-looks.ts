import type { Tone } from '@/components/ui/badge';
import type { ExperimentDecision } from '@/domain/experiments/experiment';

/** How a decision looks, beside its words. */
export const DECISION_TONES: Record<ExperimentDecision, Tone> = {
  ship: 'good',
  stop: 'bad',
  keep_running: 'info',
  no_difference: 'neutral',
  invalid: 'warn',
};
