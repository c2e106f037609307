export { type MessageEngagement, recordEngagement } from './record-engagement';
