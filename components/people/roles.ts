import { ROLES, type Role } from '@/domain/workspaces/permissions';
import { ROLE_NAMES } from '@/lib/format';

const HINTS: Record<Role, string> = {
  admin:
    'May do everything, and answers for it: people, keys, channels, policies, the rollout, resuming what was stopped.',
  marketer: 'Writes campaigns, tests, segments and policy drafts, imports data; cannot approve decisions.',
  approver: 'Judges decisions, campaigns and offers; may stop sending.',
  executive: 'Reads figures, reports, decisions and the audit log; changes nothing.',
};

/** The roles to choose from, and what each may do. */
export const ROLE_OPTIONS = ROLES.map((role) => ({ value: role, label: ROLE_NAMES[role], hint: HINTS[role] }));
