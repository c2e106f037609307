export {
  createDemoInstallation,
  type DemoAccessReport,
  type DemoInstallation,
  liveDemoHistory,
  prepareDemo,
} from './create-demo-installation';
export type { DemoAccess } from './demo-access';
export { ensureSimulatedApprover } from './demo-people';
export { type DemoProgress, demoProgress } from './demo-progress';
export { placeOf } from './demo-workspaces';
export { judgeReviews, type SimulatedApprover } from './judge-reviews';
export type { Progress } from './live-history';
export { type EventsDoor, postEvents } from './post-events';
export { proveSimulation, type SimulationProof, type TreatmentProof } from './prove-simulation';
export { shopWriteKey } from './shop-key';
export { type Simulated, type Simulation, simulate } from './simulate';
export { type TwinReport, twinTick } from './twin-tick';
