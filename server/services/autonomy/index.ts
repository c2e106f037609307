export { type AutonomyRow, listAutonomy, setAutonomyLevel, setAutonomyLevelWithin } from './levels';
export { recordApproval, recordRejection } from './record-verdict';
