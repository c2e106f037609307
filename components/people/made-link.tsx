import { TimeText } from '@/components/layout/time-text';
import { Button } from '@/components/ui/button';
import { CopyLine } from '@/components/ui/copy-line';

type MadeLinkProps = { url: string; endsAt: Date; onDone: () => void };

/** An address just made, to be copied now or never. */
export function MadeLink({ url, endsAt, onDone }: MadeLinkProps) {
  return (
    <div className="flex flex-col gap-4">
      <CopyLine text={url} label="Copy the address" />
      <p className="text-table text-fg-muted">
        It works once, until <TimeText at={endsAt} as="absolute" />, and is shown only here. Whoever has it comes in.
      </p>
      <Button variant="primary" className="self-end" onClick={onDone}>
        Done
      </Button>
    </div>
  );
}
