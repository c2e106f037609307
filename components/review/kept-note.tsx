import { CopyButton } from '@/components/ui/copy-button';

/** What a person had typed of a decision that somebody else judged first; nothing where they had typed nothing. */
export function KeptNote({ note }: { note: string }) {
  if (note.trim() === '') return null;
  return (
    <div className="text-left text-sm">
      <p className="mb-1 flex items-center justify-between gap-2 text-table font-medium">
        Your note is kept <CopyButton text={note} label="Copy note" />
      </p>
      <p className="rounded-md border border-border bg-sunken p-3 whitespace-pre-wrap">{note}</p>
    </div>
  );
}
