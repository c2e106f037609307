export { findAccess, type WriteKeyAccess } from './access';
export { createWriteKey, listWriteKeys, revokeWriteKey, type WriteKeySummary } from './manage';
