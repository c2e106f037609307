export { type AutonomyChange, learning, takeBack } from './learning';
export { type AutonomyRow, listAutonomy, setAutonomyLevel, setAutonomyLevelWithin } from './levels';
export { type AutonomyKey, recordApproval, recordRejection } from './record-verdict';
