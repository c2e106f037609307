import { CreateWorkspaceInput, createWorkspace, getWorkspace, listPeople } from '../../services/workspaces';
import { router, signedInProcedure, workspaceProcedure } from '../init';

export const workspacesRouter = router({
  get: workspaceProcedure('workspace.read').query(({ ctx }) => getWorkspace(ctx.service)),
  create: signedInProcedure
    .input(CreateWorkspaceInput)
    .mutation(({ ctx, input }) => createWorkspace(ctx.session, input)),
  people: workspaceProcedure('settings.manage').query(({ ctx }) => listPeople(ctx.service)),
});
