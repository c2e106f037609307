import { Lock } from 'lucide-react';
import { type Right, type Role, rolesWith } from '@/domain/workspaces/permissions';
import { ROLE_NAMES } from '@/lib/format/role-names';
import { EmptyState } from './empty-state';

/** The reader's role does not reach here; says who can help. */
export function ForbiddenState({ role, right, what }: { role: Role; right: Right; what: string }) {
  const who = rolesWith(right).map((allowed) => ROLE_NAMES[allowed].toLowerCase());
  return (
    <EmptyState
      icon={Lock}
      title={`${what} is not open to you`}
      description={`You are signed in as ${ROLE_NAMES[role].toLowerCase()}. Somebody who is ${who.join(' or ')} can show you, and an administrator can change your role.`}
    />
  );
}
