export type { MadeLink } from './access-link';
export { ChangeRoleInput, changeRole, RemovePersonInput, removePerson } from './change-membership';
export { type Access, findAccess } from './find-access';
export {
  type Invitation,
  InviteInput,
  invitePerson,
  listInvitations,
  type MadeInvitation,
  RevokeInvitationInput,
  revokeInvitation,
} from './invite-person';
export { listPeople, type Person } from './list-people';
export { makePasswordLink, PasswordLinkInput } from './make-password-link';
export { type Redeemed, RedeemInput, redeemAccess } from './redeem-access';
