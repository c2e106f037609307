import { withLocalTimes } from '@/components/decisions/local-times';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Notice } from '@/components/ui/notice';
import { GUARDRAIL_NAMES } from '@/domain/guardrails/guardrail-ids';
import { changeWords, rejudgedWords } from '@/domain/review/rejudged';
import type { Rejudgement } from '@/server/services/review';

/** Says that a waiting decision was judged again, for what, and what its guardrails say now that they did not say before. */
export function RejudgedNote({ rejudged }: { rejudged: Rejudgement }) {
  const { timezone } = useWorkspace();
  return (
    <Notice tone="info" title={`${rejudgedWords(rejudged)} (before: version ${rejudged.wasVersion})`}>
      <p>
        <TimeText at={rejudged.at} />.
        {rejudged.changes.length === 0 ? ' Every guardrail says what it said before.' : null}
      </p>
      {rejudged.changes.length > 0 ? (
        <ul className="mt-1 list-disc pl-4">
          {rejudged.changes.map((change) => (
            <li key={change.rule}>
              {GUARDRAIL_NAMES[change.guardrail]} {withLocalTimes(changeWords(change), timezone)}
            </li>
          ))}
        </ul>
      ) : null}
    </Notice>
  );
}
