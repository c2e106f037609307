export { addSuppression } from './add-suppression';
export { exportSuppressions } from './export-suppressions';
export { findAddress, listSuppressions } from './read-suppressions';
export { removeSuppression } from './remove-suppression';
export {
  AddSuppressionInput,
  FindAddressInput,
  ListSuppressionsInput,
  RemoveSuppressionInput,
  type SuppressionItem,
} from './types';
