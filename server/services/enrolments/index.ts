export { type CampaignResults, reachedBy, type StepRow, stepResults, sumOf } from './campaign-results';
export { isForCampaigns, loadCampaignBudgets, loadCampaignFacts } from './load-campaign-facts';
export { nextOf, recordTouches } from './record-touches';
export { restoreWay, type Way, wayOf } from './way-of';
