import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { LinkButton } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { formatCount, plural } from '@/lib/format';
import type { FileImport } from '@/server/services/imports';
import { WROTE } from './prepare-file';
import { leftThere, takenBack } from './undo-words';

/** How the import of a file ended, and where to go from there; nothing while it is not over. */
export function FileOutcome({ file }: { file: FileImport }) {
  switch (file.status) {
    case 'completed':
      return <Completed file={file} />;
    case 'failed':
      return (
        <Notice tone="bad" role="alert" title={file.error ?? 'The import stopped.'}>
          {file.checked === null
            ? 'Nothing was written.'
            : `What came before stays: ${plural(file.totals.used, 'row')} used. A row that is handed in twice counts once.`}
        </Notice>
      );
    case 'cancelled':
      return (
        <Notice tone="neutral" title="It was ended early">
          {file.totals.used > 0 && file.checked
            ? `What it had written by then stays: ${plural(file.totals.used, 'row')} used.`
            : 'Nothing was written.'}
        </Notice>
      );
    case 'undone':
      return file.undo ? <Undone undo={file.undo} /> : null;
    case 'uploaded':
    case 'checking':
    case 'checked':
    case 'importing':
    case 'undoing':
      return null;
  }
}

function Completed({ file: { kind, totals } }: { file: FileImport }) {
  const { to } = useWorkspace();
  const words = WROTE[kind ?? 'customers'];
  return (
    <Notice
      tone="good"
      role="status"
      title={totals.written === 0 && totals.known > 0 ? 'Finished: nothing was new' : 'Finished'}
      actions={
        words.path ? (
          <LinkButton href={to(words.path)} size="sm">
            {words.see}
          </LinkButton>
        ) : null
      }
    >
      {formatCount(totals.used)} of {plural(totals.rows, 'row')} used:{' '}
      {plural(totals.written, `new ${words.one}`, `new ${words.many}`)}, {formatCount(totals.known)} known before. To
      change a row, import it again; to take a person out, use a privacy request. An administrator can undo the whole
      file.
      {totals.suppressed > 0
        ? ` ${plural(totals.suppressed, 'address is', 'addresses are')} on the suppression list, and stay there.`
        : ''}
    </Notice>
  );
}

function Undone({ undo: { totals, at, reason } }: { undo: NonNullable<FileImport['undo']> }) {
  const taken = takenBack(totals);
  const left = leftThere(totals);
  return (
    <Notice tone="neutral" role="status" title="This import was undone">
      <p>
        <TimeText at={at} as="absolute" />: “{reason}”.{' '}
        {taken ? `Taken back: ${taken}.` : 'Nothing of it was left to take back.'}
        {left ? ` Still there: ${left}.` : ''}
      </p>
      <p>
        Decisions and messages made meanwhile stand as they were. Figures of the days concerned are being summed up
        again. The file can be handed in again.
      </p>
    </Notice>
  );
}
