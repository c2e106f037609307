export { type MessageEngagement, recordEngagement } from './record-engagement';
export { saveStages } from './save-stages';
