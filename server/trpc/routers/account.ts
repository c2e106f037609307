import { listWorkspaces } from '../../services/workspaces';
import { router, signedInProcedure } from '../init';

export const accountRouter = router({
  /** The signed-in person and the workspaces they belong to. */
  me: signedInProcedure.query(async ({ ctx }) => ({
    name: ctx.session.name,
    email: ctx.session.email,
    workspaces: await listWorkspaces(ctx.session.userId),
  })),
});
