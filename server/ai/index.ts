export { configuredCopyModel, configuredModelName } from './configured-copy-model';
export type { CopyModel, ModelAnswer, ModelSettings, ModelUsage } from './copy-model';
export { MAX_OUTPUT_TOKENS } from './max-output-tokens';
