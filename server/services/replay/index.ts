export { cancelReplay } from './cancel-replay';
export { exportReplay } from './export-replay';
export {
  ChangeFilters,
  getReplay,
  getReplayedReceipt,
  ListChangesInput,
  listReplayChanges,
  listReplays,
} from './read-replays';
export { replayTurn, replayTurnOf, silentReplays, type TurnResult } from './replay-turn';
export { startReplay } from './start-replay';
export {
  type ReplayedChange,
  type ReplayedReceipt,
  type ReplayedSide,
  type ReplayRun,
  type ReplayRunDetail,
  type ReplayStatus,
  StartReplayInput,
} from './types';
