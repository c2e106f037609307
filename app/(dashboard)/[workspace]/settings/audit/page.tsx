import type { Metadata } from 'next';
import { AuditView } from '@/components/audit/audit-view';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { roleMay } from '@/domain/workspaces/permissions';
import { enterWorkspace } from '@/server/auth/gate';

export const metadata: Metadata = { title: 'Audit log' };

type Props = { params: Promise<{ workspace: string }> };

export default async function AuditPage({ params }: Props) {
  const { person } = await enterWorkspace((await params).workspace);
  if (!roleMay(person.role, 'audit.read'))
    return <ForbiddenState role={person.role} right="audit.read" what="The audit log" />;
  return <AuditView />;
}
