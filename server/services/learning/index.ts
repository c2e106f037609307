export { ChooseVersionInput, chooseVersion } from './choose-version';
export { compareLeads, type LeadComparison } from './compare-leads';
export { getLearnt, type LearntAgent, type LearntRow, type LearntVersionItem } from './get-learnt';
export { type Learnt, learnFromOutcomes } from './learn-from-outcomes';
export { everyLearntModel, learntOf, modelsInForce } from './models-in-force';
