export { CreateWorkspaceInput, createWorkspace, insertWorkspace, type NewWorkspace } from './create-workspace';
export { findMembership, type MembershipOfPerson } from './find-membership';
export { type FirstSteps, getFirstSteps } from './first-steps';
export { getWorkspace, type WorkspaceView } from './get-workspace';
export { hasDemoWorkspace, listWorkspaces, type WorkspaceOfPerson } from './list-workspaces';
export { SaveCountingInput, saveCounting } from './save-counting';
export {
  getWorkspaceSettings,
  PreviewBrandInput,
  previewBrand,
  SaveWorkspaceInput,
  saveWorkspaceSettings,
  type WorkspaceSettings,
} from './workspace-settings';
