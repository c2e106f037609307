import { getWorkspace, listPeople } from '../../services/workspaces';
import { router, workspaceProcedure } from '../init';

export const workspacesRouter = router({
  get: workspaceProcedure('workspace.read').query(({ ctx }) => getWorkspace(ctx.service)),
  people: workspaceProcedure('settings.manage').query(({ ctx }) => listPeople(ctx.service)),
});
