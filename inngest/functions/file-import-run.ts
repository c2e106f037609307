import { fileTurn, silentFiles } from '@/server/services/imports';
import { askAgain, inTurns } from './in-turns';

/** Looks a file through, or brings it in, a short turn at a time. */
export const fileImportRunFunction = inTurns({
  id: 'file-import-run',
  event: 'file-import/requested',
  key: 'importId',
  turn: fileTurn,
});

/** Finds files that should be going on and are not. */
export const fileImportSweepFunction = askAgain('file-import-sweep', 'file-import/requested', silentFiles);
