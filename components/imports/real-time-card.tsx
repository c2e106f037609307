'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowRight, History } from 'lucide-react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Code } from '@/components/ui/code';
import { EmptyState } from '@/components/ui/empty-state';
import { roleMay } from '@/domain/workspaces/permissions';
import { useTRPC } from '@/lib/trpc/client';

/** Why a log cannot be imported into this workspace, and where it can. */
export function RealTimeCard() {
  const { name } = useWorkspace();
  const trpc = useTRPC();
  const { data: account } = useQuery(trpc.account.me.queryOptions());
  const open = account?.workspaces.filter(({ isVirtual, role }) => isVirtual && roleMay(role, 'imports.run')) ?? [];
  return (
    <Card>
      <EmptyState
        icon={History}
        title={`${name} lives in real time`}
        description={
          <>
            A log of the past would be decided on here as if it were today: carts left years ago would get a message
            now. A log goes into a workspace with a clock of its own, which follows the log.
            {account && open.length === 0 ? (
              <>
                {' '}
                You have none: the first <Code>npm start</Code> makes one with the name <Code>replay</Code>; an
                administrator can let you in.
              </>
            ) : null}
          </>
        }
        actions={open.map(({ slug, name: other }) => (
          <LinkButton key={slug} href={`/${slug}/imports`} variant="primary">
            Import into {other} <ArrowRight aria-hidden />
          </LinkButton>
        ))}
      />
    </Card>
  );
}
