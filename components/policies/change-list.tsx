import { ArrowRight } from 'lucide-react';
import type { PolicyChange } from '@/domain/policies/diff';
import { pointerOf } from './threshold-row';

/** What one document says differently, a threshold a line; each leads to its threshold on this page. */
export function ChangeList({ changes }: { changes: readonly PolicyChange[] }) {
  return (
    <ul className="flex flex-col gap-2.5 text-table" aria-label="Changes">
      {changes.map((change) => (
        <li key={pointerOf(change)} className="min-w-0">
          <a href={`#${pointerOf(change)}`} className="font-medium hover:underline">
            {change.title}
          </a>
          <span className="text-fg-muted"> · {change.sectionTitle}</span>
          <p className="flex flex-wrap items-center gap-x-1.5 break-words">
            <span className="text-fg-muted">{change.before}</span>
            <ArrowRight aria-label="becomes" className="size-3.5 shrink-0 text-fg-muted" />
            <span>{change.after}</span>
          </p>
          {change.removed.map((line) => (
            <p key={`-${line}`} className="break-words text-fg-muted">
              <span aria-hidden>−</span>
              <span className="sr-only">Removed: </span> {line}
            </p>
          ))}
          {change.added.map((line) => (
            <p key={`+${line}`} className="break-words">
              <span aria-hidden>+</span>
              <span className="sr-only">Added: </span> {line}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}
