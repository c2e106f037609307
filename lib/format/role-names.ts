import type { Role } from '@/domain/workspaces/permissions';

/** How roles are called on screen. */
export const ROLE_NAMES: Record<Role, string> = {
  admin: 'Administrator',
  marketer: 'Marketer',
  approver: 'Approver',
  executive: 'Executive',
};
