import { ChangePasswordInput, changePassword, endOtherSessions, ownSessions } from '../../services/sign-in';
import { listWorkspaces } from '../../services/workspaces';
import { router, signedInProcedure } from '../init';

export const accountRouter = router({
  /** The signed-in person and the workspaces they belong to. */
  me: signedInProcedure.query(async ({ ctx }) => ({
    name: ctx.session.name,
    email: ctx.session.email,
    workspaces: await listWorkspaces(ctx.session.userId),
  })),
  sessions: signedInProcedure.query(({ ctx }) => ownSessions(ctx.session)),
  endOtherSessions: signedInProcedure.mutation(({ ctx }) => endOtherSessions(ctx.session)),
  changePassword: signedInProcedure
    .input(ChangePasswordInput)
    .mutation(({ ctx, input }) => changePassword(ctx.session, input)),
});
