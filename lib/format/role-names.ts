import { type Right, type Role, rolesWith } from '@/domain/workspaces/permissions';

/** How roles are called on screen. */
export const ROLE_NAMES: Record<Role, string> = {
  admin: 'Administrator',
  marketer: 'Marketer',
  approver: 'Approver',
  executive: 'Executive',
};

const WORDS = new Intl.ListFormat('en', { type: 'conjunction' });

/** Who carries a right: "administrators and executives". */
export function rolesInWords(right: Right): string {
  return WORDS.format(rolesWith(right).map((role) => `${ROLE_NAMES[role].toLowerCase()}s`));
}
