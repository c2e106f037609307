import { CopyButton } from './copy-button';

/** A text that is shown this once, to be copied: a key, an address. */
export function CopyLine({ text, label }: { text: string; label: string }) {
  return (
    <div className="flex items-center gap-2 rounded-md border border-border bg-sunken py-1 pr-1 pl-3">
      <code className="min-w-0 flex-1 font-mono text-table break-all">{text}</code>
      <CopyButton text={text} label={label} />
    </div>
  );
}
