export { decideDormant } from './decide-dormant';
export { decideDueWaves } from './decide-due-waves';
export { decideIdleCarts } from './decide-idle-carts';
export { LIST_COLUMNS, maySeeCustomers, surroundings, toListItem } from './decision-view';
export { getDecision } from './get-decision';
export { countDecisions, DecisionFilters, decisionFacets, ListDecisionsInput, listDecisions } from './list-decisions';
export { previewDecision } from './preview-decision';
export type * from './types';
