export {
  createDemoInstallation,
  type DemoAccessReport,
  type DemoInstallation,
  liveDemoHistory,
  prepareDemo,
} from './create-demo-installation';
export type { DemoAccess } from './demo-access';
export { type DemoProgress, demoProgress } from './demo-progress';
export { placeOf } from './demo-workspaces';
export type { Progress } from './live-history';
export { type EventsDoor, postEvents } from './post-events';
export { shopWriteKey } from './shop-key';
export { type TwinReport, twinTick } from './twin-tick';
