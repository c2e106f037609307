'use client';

import { useWorkspace } from '@/components/layout/workspace-context';
import { LinkButton } from '@/components/ui/button';

/** The way to a test of one's own, for those who may make one. */
export function NewTestLink() {
  const { to, may } = useWorkspace();
  if (!may('creative.run')) return null;
  return (
    <LinkButton variant="primary" href={to('/experiments/new')}>
      New test
    </LinkButton>
  );
}
