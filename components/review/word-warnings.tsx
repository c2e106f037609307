import { TimeText } from '@/components/layout/time-text';
import { Notice } from '@/components/ui/notice';
import type { CaseWarning } from '@/domain/review/cases';
import { REJECT_REASONS } from '@/domain/review/reject-reasons';
import { plural } from '@/lib/format';

/** What of a message is like what a reviewer rejected before: each rejection once, with the sentences it is about. */
export function WordWarnings({ warnings }: { warnings: readonly CaseWarning[] }) {
  if (warnings.length === 0) return null;
  return (
    <Notice tone="warn" title="Like wording that was rejected before">
      <ul>
        {byRejection(warnings).map(([key, sentences]) => (
          <Rejection key={key} sentences={sentences} />
        ))}
      </ul>
    </Notice>
  );
}

function byRejection(warnings: readonly CaseWarning[]): [string, CaseWarning[]][] {
  const groups = new Map<string, CaseWarning[]>();
  for (const warning of warnings) {
    const key = `${warning.at.getTime()} ${warning.reason} ${warning.note}`;
    groups.set(key, [...(groups.get(key) ?? []), warning]);
  }
  return [...groups];
}

function Rejection({ sentences }: { sentences: readonly CaseWarning[] }) {
  const [first] = sentences;
  if (!first) return null;
  return (
    <li>
      {REJECT_REASONS[first.reason]}
      {first.note ? `, “${first.note}”` : null}, <TimeText at={first.at} />
      <details>
        <summary className="min-h-6 cursor-pointer text-xs text-fg-muted hover:text-fg">
          {plural(sentences.length, 'sentence')} of this message
        </summary>
        <ul className="list-disc pl-4">
          {sentences.map(({ sentence }) => (
            <li key={sentence}>“{sentence}”</li>
          ))}
        </ul>
      </details>
    </li>
  );
}
