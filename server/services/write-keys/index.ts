export { type EventSender, findAccess, type WriteKeyAccess } from './access';
export { ALLOWANCE_SECONDS, EVENTS_ALLOWED, spendAllowance } from './allowance';
export {
  CreateWriteKeyInput,
  createWriteKey,
  endWriteKey,
  listWriteKeys,
  type MadeWriteKey,
  makeWriteKey,
  RotateWriteKeyInput,
  revokeWriteKey,
  rotateWriteKey,
  type WriteKeySummary,
} from './manage';
