import { Lock } from 'lucide-react';
import type { Right, Role } from '@/domain/workspaces/permissions';
import { ROLE_NAMES, rolesInWords } from '@/lib/format/role-names';
import { EmptyState } from './empty-state';

/** The reader's role does not reach here; says who can help. */
export function ForbiddenState({ role, right, what }: { role: Role; right: Right; what: string }) {
  return (
    <EmptyState
      isWholePage
      icon={Lock}
      title={`${what} is not open to you`}
      description={`Your role here is ${ROLE_NAMES[role].toLowerCase()}. This is for ${rolesInWords(right)}. An administrator can change your role.`}
    />
  );
}
