import type { Reason } from '@/domain/decisions/candidate';
import { withLocalTimes } from './local-times';

/** Why the agent wants this, the strongest first, in the words it gave. */
export function ReasonList({ reasons, timezone }: { reasons: readonly Reason[]; timezone: string }) {
  if (reasons.length === 0) return <p className="text-sm text-fg-muted">The agent gave no reasons.</p>;
  return (
    <ol className="flex flex-col gap-1.5 text-sm">
      {reasons.map((reason, index) => (
        <li key={`${reason.factor} ${reason.text}`} className="flex gap-2.5">
          <span aria-hidden className="w-4 shrink-0 text-right text-fg-subtle">
            {index + 1}
          </span>
          <span className="max-w-[68ch]">{withLocalTimes(reason.text, timezone)}</span>
        </li>
      ))}
    </ol>
  );
}
