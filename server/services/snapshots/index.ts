export { type LoadedSnapshot, loadSnapshots, type SnapshotRequest } from './load-snapshots';
export { loadWorkspaceFacts, type WorkspaceFacts } from './workspace-facts';
