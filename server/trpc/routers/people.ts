import {
  ChangeRoleInput,
  changeRole,
  InviteInput,
  invitePerson,
  listInvitations,
  listPeople,
  makePasswordLink,
  PasswordLinkInput,
  RemovePersonInput,
  RevokeInvitationInput,
  removePerson,
  revokeInvitation,
} from '../../services/people';
import { router, workspaceProcedure } from '../init';

const administrators = workspaceProcedure('settings.manage');

export const peopleRouter = router({
  list: administrators.query(({ ctx }) => listPeople(ctx.service)),
  invitations: administrators.query(({ ctx }) => listInvitations(ctx.service)),
  invite: administrators.input(InviteInput).mutation(({ ctx, input }) => invitePerson(ctx.service, input)),
  revokeInvitation: administrators
    .input(RevokeInvitationInput)
    .mutation(({ ctx, input }) => revokeInvitation(ctx.service, input)),
  changeRole: administrators.input(ChangeRoleInput).mutation(({ ctx, input }) => changeRole(ctx.service, input)),
  remove: administrators.input(RemovePersonInput).mutation(({ ctx, input }) => removePerson(ctx.service, input)),
  passwordLink: administrators
    .input(PasswordLinkInput)
    .mutation(({ ctx, input }) => makePasswordLink(ctx.service, input)),
});
