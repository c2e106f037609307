import { TimeText } from '@/components/layout/time-text';
import { Button } from '@/components/ui/button';
import { Code } from '@/components/ui/code';
import { CopyButton } from '@/components/ui/copy-button';

type MadeLinkProps = { url: string; endsAt: Date; onDone: () => void };

/** An address just made, to be copied now or never. */
export function MadeLink({ url, endsAt, onDone }: MadeLinkProps) {
  return (
    <div className="flex flex-col gap-4">
      <div className="flex items-start gap-2">
        <Code className="min-w-0 flex-1 break-all">{url}</Code>
        <CopyButton text={url} label="Copy the address" />
      </div>
      <p className="text-table text-fg-muted">
        It works once, until <TimeText at={endsAt} as="absolute" />, and is shown only here. Whoever has it comes in.
      </p>
      <Button variant="primary" className="self-end" onClick={onDone}>
        Done
      </Button>
    </div>
  );
}
