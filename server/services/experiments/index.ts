export { deleteExperiment } from './delete-experiment';
export { importExperiment } from './import-experiment';
export { getExperiment, listExperiments } from './list-experiments';
export { type AnalysedExperiment, ExperimentSettings, type PastExperiment } from './types';
