export { type AutonomyChange, learning, takeBack } from './learning';
export { leftAgainstConsent } from './left-against-consent';
export {
  type AutonomyRow,
  type AutonomyStanding,
  autonomyOf,
  listAutonomy,
} from './levels';
export { type LevelChangeItem, LevelChangesInput, listLevelChanges } from './list-level-changes';
export { type AutonomyKey, autonomyKeysOf } from './pair';
export { recordBreach } from './record-breach';
export { recordApproval, recordRejection } from './record-verdict';
export type { SampledReview } from './sampled-review';
export { SetLevelInput, setAutonomyLevel, setAutonomyLevelWithin } from './set-level';
export { watchLevels } from './watch-levels';
export { watchVolume } from './watch-volume';
