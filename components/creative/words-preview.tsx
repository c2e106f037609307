import type { CopyWords } from '@/domain/copy/copy-words';

/** Words as their reader sees them. */
export function WordsPreview({ words }: { words: CopyWords }) {
  return (
    <div className="flex flex-col gap-1.5 rounded-md bg-bg p-3 text-sm">
      <p className="font-medium">{words.subject}</p>
      <p className="text-table text-fg-muted">{words.preheader}</p>
      <p className="mt-1 text-base font-medium">{words.headline}</p>
      {words.paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
      <p className="mt-1">
        <span className="inline-block rounded-md border border-border px-2.5 py-1 text-table font-medium">
          {words.callToAction}
        </span>
      </p>
    </div>
  );
}
