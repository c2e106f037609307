import { importTurn, silentImports } from '@/server/services/imports';
import { askAgain, inTurns } from './in-turns';

/** Brings a shop's log in, a short turn at a time. */
export const importRunFunction = inTurns({
  id: 'import-run',
  event: 'import/requested',
  key: 'importId',
  turn: importTurn,
});

/** Finds imports that should be going on and are not. */
export const importSweepFunction = askAgain('import-sweep', 'import/requested', silentImports);
