import { diffWordsWithSpace } from 'diff';
import { useMemo } from 'react';

type WordDiffProps = { title: string; before: string; after: string };

/** The agent’s words and the reviewer’s, word by word; nothing where they are the same. */
export function WordDiff({ title, before, after }: WordDiffProps) {
  const parts = useMemo(() => diffWordsWithSpace(before, after), [before, after]);
  if (before === after) return null;
  return (
    <section aria-label={title} className="rounded-lg border border-border bg-surface p-3.5">
      <h3 className="mb-1.5 text-table font-medium">{title}</h3>
      <p className="max-w-[72ch] text-table whitespace-pre-wrap">
        {parts.map((part, index) => {
          const key = `${index} ${part.value}`;
          if (part.added)
            return (
              <ins key={key} className="rounded-sm bg-good-soft text-good">
                {part.value}
              </ins>
            );
          if (part.removed)
            return (
              <del key={key} className="rounded-sm bg-bad-soft text-bad">
                {part.value}
              </del>
            );
          return (
            <span key={key} className="text-fg-muted">
              {part.value}
            </span>
          );
        })}
      </p>
    </section>
  );
}
