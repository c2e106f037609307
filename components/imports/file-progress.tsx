'use client';

import { Card } from '@/components/ui/card';
import { Progress } from '@/components/ui/progress';
import { SECOND } from '@/domain/shared/time';
import { formatCount, formatDuration, plural } from '@/lib/format';
import type { FileImport } from '@/server/services/imports';
import { takenBack } from './undo-words';
import { useTimeLeft } from './use-remaining';

/** How far a file is, at what pace, and how long it still takes. */
export function FileProgress({ file }: { file: FileImport }) {
  return file.undo ? <UndoProgress undo={file.undo} /> : <PassProgress file={file} />;
}

/** How much has been taken back: how much there is in all is known at the end. */
function UndoProgress({ undo: { totals } }: { undo: NonNullable<FileImport['undo']> }) {
  return (
    <Card className="p-4">
      <Progress label="Taking it back" value={null} detail={takenBack(totals) ?? 'Begins in a moment'} />
    </Card>
  );
}

function PassProgress({ file }: { file: FileImport }) {
  const { status, totals, checked, progress, updatedAt, phaseAt } = file;
  const left = useTimeLeft({ progress, updatedAt, isMoving: true });
  const seconds = phaseAt ? (updatedAt.getTime() - phaseAt.getTime()) / SECOND : 0;
  const pace = seconds >= 1 && totals.rows > 0 ? `, ${formatCount(Math.round(totals.rows / seconds))} a second` : '';
  const rows =
    status === 'importing' && checked
      ? `${formatCount(totals.rows)} of ${plural(checked.rows, 'row')}`
      : plural(totals.rows, 'row');
  return (
    <Card className="p-4">
      <Progress
        label={status === 'checking' ? 'Looking through the file; nothing is written' : 'Importing'}
        value={progress * 100}
        detail={`${rows}${pace}${left === null ? '' : `, about ${formatDuration(left)} left`}`}
      />
    </Card>
  );
}
