'use client';

import { PageFailure, type PageFailureProps } from '@/components/layout/page-failure';

export default function InboxError({ error, reset }: PageFailureProps) {
  return (
    <PageFailure
      error={error}
      reset={reset}
      title="The review inbox broke"
      description="No verdict was lost: what was recorded is in the decisions log. Try again."
      className="m-auto"
    />
  );
}
