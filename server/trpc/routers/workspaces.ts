import {
  CreateWorkspaceInput,
  createWorkspace,
  getFirstSteps,
  getWorkspace,
  getWorkspaceSettings,
  PreviewBrandInput,
  previewBrand,
  SaveCountingInput,
  SaveWorkspaceInput,
  saveCounting,
  saveWorkspaceSettings,
} from '../../services/workspaces';
import { router, signedInProcedure, workspaceProcedure } from '../init';

export const workspacesRouter = router({
  get: workspaceProcedure('workspace.read').query(({ ctx }) => getWorkspace(ctx.service)),
  create: signedInProcedure
    .input(CreateWorkspaceInput)
    .mutation(({ ctx, input }) => createWorkspace(ctx.session, input)),
  firstSteps: workspaceProcedure('workspace.read').query(({ ctx }) => getFirstSteps(ctx.service)),
  settings: workspaceProcedure('settings.manage').query(({ ctx }) => getWorkspaceSettings(ctx.service)),
  saveSettings: workspaceProcedure('settings.manage')
    .input(SaveWorkspaceInput)
    .mutation(({ ctx, input }) => saveWorkspaceSettings(ctx.service, input)),
  saveCounting: workspaceProcedure('settings.manage')
    .input(SaveCountingInput)
    .mutation(({ ctx, input }) => saveCounting(ctx.service, input)),
  previewBrand: workspaceProcedure('settings.manage')
    .input(PreviewBrandInput)
    .query(({ ctx, input }) => previewBrand(ctx.service, input)),
});
