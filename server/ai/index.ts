export { configuredCopyModel } from './configured-copy-model';
export type { CopyModel, ModelAnswer, ModelSettings, ModelUsage } from './copy-model';
