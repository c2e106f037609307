export { type LoadedSnapshot, loadSnapshots, productFact, type SnapshotRequest } from './load-snapshots';
export { lockCustomers } from './lock-customers';
export { loadWorkspaceFacts, type WorkspaceFacts } from './workspace-facts';
