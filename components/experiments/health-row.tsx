import { Badge, type Tone } from '@/components/ui/badge';
import type { HealthCheck } from '@/domain/experiments/health-checks';

const NAMES: Record<HealthCheck['id'], string> = {
  split: 'Split',
  size: 'Size',
  looks: 'Looks',
  power: 'Power',
  shares: 'Moving shares',
};
const STATES: Record<HealthCheck['state'], { tone: Tone; word: string }> = {
  good: { tone: 'good', word: 'Fine' },
  warn: { tone: 'warn', word: 'Look' },
  bad: { tone: 'bad', word: 'Stops the verdict' },
};

/** What must be right before the figures mean anything. */
export function HealthRow({ health }: { health: readonly HealthCheck[] }) {
  return (
    <ul aria-label="Health" className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
      {health.map(({ id, state, words }) => (
        <li key={id} className="rounded-lg border border-border bg-surface px-4 py-3 shadow-card">
          <div className="mb-1.5 flex items-center justify-between gap-2">
            <span className="text-sm font-medium">{NAMES[id]}</span>
            <Badge tone={STATES[state].tone}>{STATES[state].word}</Badge>
          </div>
          <p className="text-table text-fg-muted">{words}</p>
        </li>
      ))}
    </ul>
  );
}
