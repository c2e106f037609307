export { customerBands } from './customer-bands';
export { customerTimeline, type TimelineEntry, TimelineInput } from './customer-timeline';
export { exportCustomers } from './export-customers';
export { type CustomerDetail, getCustomer } from './get-customer';
export { CUSTOMER_SORTS, CustomerListInput, type CustomerListItem, listCustomers } from './list-customers';
export { type MessageEngagement, recordEngagement } from './record-engagement';
export {
  lockStaged,
  STAGED_COLUMNS,
  type Staged,
  type Standing,
  saveStages,
  stageChanges,
  standingOf,
  writeStageHistory,
} from './save-stages';
