import type { Tone } from '@/components/ui/badge';
import type { FileImportStatus } from '@/server/services/imports';

export const FILE_WORDS: Record<FileImportStatus, { label: string; tone: Tone; isRunning: boolean }> = {
  uploaded: { label: 'Waits for its columns', tone: 'warn', isRunning: false },
  checking: { label: 'Looking through', tone: 'info', isRunning: true },
  checked: { label: 'Waits to be started', tone: 'warn', isRunning: false },
  importing: { label: 'Importing', tone: 'info', isRunning: true },
  completed: { label: 'Finished', tone: 'good', isRunning: false },
  failed: { label: 'Stopped by an error', tone: 'bad', isRunning: false },
  cancelled: { label: 'Ended early', tone: 'neutral', isRunning: false },
  undoing: { label: 'Being undone', tone: 'info', isRunning: true },
  undone: { label: 'Undone', tone: 'neutral', isRunning: false },
};
