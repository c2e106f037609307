'use client';

import dynamic from 'next/dynamic';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { SkeletonLines } from '@/components/ui/skeleton';

// Only in the browser: it begins with the draft that is kept there.
const NewTestForm = dynamic(() => import('./new-test-form').then((module) => module.NewTestForm), {
  ssr: false,
  loading: () => <SkeletonLines lines={16} />,
});

/** A test of words that a person makes in the agent's place. */
export function NewTestView() {
  const { may, person } = useWorkspace();
  if (!may('creative.run')) return <ForbiddenState role={person.role} right="creative.run" what="Making tests" />;
  return (
    <PageBody>
      <PageHeader
        title="New test"
        description="Other words for a message, tried against what is sent today. What you enter is kept in this browser until the test is made."
      />
      <NewTestForm />
    </PageBody>
  );
}
