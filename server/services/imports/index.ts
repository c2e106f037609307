export { cancelImport, pauseImport, resumeImport } from './control-import';
export { createImport, NewImport } from './create-import';
export { forgetUploads } from './forget-uploads';
export { importTurn, silentImports } from './import-turn';
export { getImport, listImports } from './list-imports';
export { type RunOptions, type RunResult, runImport } from './run-import';
export { type ImportJob, ImportOptions, type ImportStatus, ImportTotals } from './types';
export { uploadImport } from './uploads';
