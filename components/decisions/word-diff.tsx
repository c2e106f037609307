import { useMemo } from 'react';
import { prepareDiff } from './prepare-diff';

type WordDiffProps = { title: string; before: string; after: string };

/** The agent’s words and the reviewer’s: word by word, or line by line where little is common; nothing where they are the same. */
export function WordDiff({ title, before, after }: WordDiffProps) {
  const parts = useMemo(() => prepareDiff(before, after), [before, after]);
  if (before === after) return null;
  return (
    <section aria-label={title} className="rounded-lg border border-border bg-surface p-3.5">
      <h3 className="mb-1.5 text-table font-medium">{title}</h3>
      <p className="max-w-[72ch] text-table whitespace-pre-wrap">
        {parts.map((part, index) => {
          const key = `${index} ${part.text}`;
          if (part.kind === 'added')
            return (
              <ins key={key} className="rounded-sm bg-good-soft text-good">
                {part.text}
              </ins>
            );
          if (part.kind === 'removed')
            return (
              <del key={key} className="rounded-sm bg-bad-soft text-bad">
                {part.text}
              </del>
            );
          return (
            <span key={key} className="text-fg-muted">
              {part.text}
            </span>
          );
        })}
      </p>
    </section>
  );
}
