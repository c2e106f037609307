import { TimeText } from '@/components/layout/time-text';
import { Notice } from '@/components/ui/notice';
import type { CaseWarning } from '@/domain/review/cases';
import { REJECT_REASONS } from '@/domain/review/reject-reasons';

/** Sentences of a message that are like what a reviewer rejected before, each with the reason given then. */
export function WordWarnings({ warnings }: { warnings: readonly CaseWarning[] }) {
  if (warnings.length === 0) return null;
  return (
    <Notice tone="warn" title="Like wording that was rejected before">
      <ul>
        {warnings.map((warning) => (
          <li key={warning.sentence}>
            “{warning.sentence}”: {REJECT_REASONS[warning.reason].toLowerCase()}
            {warning.note ? `, “${warning.note}”` : null}, <TimeText at={warning.at} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}
