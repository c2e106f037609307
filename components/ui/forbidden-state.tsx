import { Lock } from 'lucide-react';
import { type Right, type Role, rolesWith } from '@/domain/workspaces/permissions';
import { ROLE_NAMES } from '@/lib/format/role-names';
import { EmptyState } from './empty-state';

const WORDS = new Intl.ListFormat('en', { type: 'conjunction' });

/** The reader's role does not reach here; says who can help. */
export function ForbiddenState({ role, right, what }: { role: Role; right: Right; what: string }) {
  const open = rolesWith(right).map((allowed) => `${ROLE_NAMES[allowed].toLowerCase()}s`);
  return (
    <EmptyState
      isWholePage
      icon={Lock}
      title={`${what} is not open to you`}
      description={`Your role here is ${ROLE_NAMES[role].toLowerCase()}. This is for ${WORDS.format(open)}. An administrator can change your role.`}
    />
  );
}
