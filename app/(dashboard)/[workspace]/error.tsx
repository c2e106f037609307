'use client';

import { PageFailure, type PageFailureProps } from '@/components/layout/page-failure';
import { PageBody } from '@/components/layout/page-header';

export default function WorkspaceError({ error, reset }: PageFailureProps) {
  return (
    <PageBody>
      <PageFailure error={error} reset={reset} />
    </PageBody>
  );
}
