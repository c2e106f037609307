import { useWorkspace } from '@/components/layout/workspace-context';
import { LinkButton } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { formatCount, plural } from '@/lib/format';
import type { FileImport } from '@/server/services/imports';
import { WROTE } from './prepare-file';

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
    case 'uploaded':
    case 'checking':
    case 'checked':
    case 'importing':
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
      {plural(totals.written, `new ${words.one}`, `new ${words.many}`)}, {formatCount(totals.known)} known before. It is
      history now and what followed from it stands: to change a row, import it again; to take a person out, use a
      privacy request.
      {totals.suppressed > 0
        ? ` ${plural(totals.suppressed, 'address is', 'addresses are')} on the suppression list, and stay there.`
        : ''}
    </Notice>
  );
}
