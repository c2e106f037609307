export { DecideRolloutInput, decideRollout } from './decide-rollout';
export { type Conditions, getRollout, type Halt, type Rollout, type RolloutStep, stepInForce } from './get-rollout';
export { haltRollout } from './halt-rollout';
export type { JudgedGate, JudgedGates } from './judge-gates';
export { ListRolloutDecisionsInput, listRolloutDecisions, type RolloutDecisionItem } from './list-decisions';
export { watchRollout } from './watch-rollout';
