import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import type { PolicyDescription } from '@/domain/policies/description';
import type { LintFinding } from '@/domain/policies/lint/finding';
import { titleAt } from './problem-words';

type FindingListProps = {
  findings: readonly LintFinding[];
  description: PolicyDescription;
  /** Whether the thresholds are on this page, to lead to them. */
  hasLinks?: boolean;
  /** Below a finding: the tick that accepts it. */
  below?: (finding: LintFinding) => ReactNode;
};

/** Contradictions and rules that can never fire, errors first. */
export function FindingList({ findings, description, hasLinks = false, below }: FindingListProps) {
  return (
    <ul className="flex flex-col gap-3 text-table" aria-label="Findings">
      {findings.map((finding) => (
        <li key={finding.id} className="flex flex-col gap-1">
          <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <Badge tone={finding.severity === 'error' ? 'bad' : 'warn'}>
              {finding.severity === 'error' ? 'Contradiction' : 'Warning'}
            </Badge>
          </div>
          <p>{finding.message}</p>
          <p className="text-fg-muted">{finding.suggestion}</p>
          {hasLinks ? (
            <p className="flex flex-wrap gap-x-3">
              {finding.at.map((pointer) => (
                <a key={pointer} href={`#${pointer}`} className="text-link underline underline-offset-2">
                  {titleAt(description, pointer)}
                </a>
              ))}
            </p>
          ) : null}
          {below?.(finding)}
        </li>
      ))}
    </ul>
  );
}
