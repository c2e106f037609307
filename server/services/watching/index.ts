export { acknowledgeAnomaly, reopenAnomaly } from './acknowledge';
export { exportAnomalies } from './export-anomalies';
export { anomaliesOfFigure, anomaliesWithin, openAnomalies, pastAnomalies } from './list-anomalies';
export {
  AcknowledgeInput,
  type AnomalyItem,
  FigureAnomaliesInput,
  ListAnomaliesInput,
  ReopenInput,
} from './types';
export { watchFigures } from './watch-figures';
