'use client';

import { Compass } from 'lucide-react';
import { LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';
import { PageBody } from './page-header';
import { useWorkspace } from './workspace-context';

/** An address of the workspace that is no page of it. */
export function PageMissing() {
  const { to } = useWorkspace();
  return (
    <PageBody>
      <EmptyState
        isWholePage
        icon={Compass}
        title="There is nothing here"
        description="The address is wrong, or what it named is gone. Everything there is stands in the navigation."
        actions={
          <LinkButton href={to('/')} variant="primary">
            Go home
          </LinkButton>
        }
      />
    </PageBody>
  );
}
