export {
  ActivateDraftInput,
  activateDraft,
  applyDocument,
  isFirstPolicy,
  RollBackInput,
  restartPolicy,
  rollBack,
} from './activate';
export { activePolicy } from './active-policy';
export { versionsThatDiffer } from './audited-version';
export {
  CreateDraftInput,
  createDraft,
  discardDraft,
  getDraft,
  judgeDocument,
  listDrafts,
  SaveDraftInput,
  type SavedDraft,
  saveDraft,
} from './drafts';
export { ensurePolicy, type FirstPolicy, firstPolicyIn } from './ensure-policy';
export { holdoutShares } from './holdout-shares';
export { memberNames } from './names';
export { parsedPolicy } from './parsed-policy';
export type {
  Activation,
  PolicyDraftDetail,
  PolicyDraftSummary,
  PolicyForms,
  PolicyJudgement,
  PolicyVersionDetail,
  PolicyVersionSummary,
} from './types';
export { getVersion, ListVersionsInput, listVersions, policyForms } from './versions';
