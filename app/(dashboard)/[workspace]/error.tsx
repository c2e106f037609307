'use client';

import { PageBody } from '@/components/layout/page-header';
import { ErrorState } from '@/components/ui/error-state';

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function WorkspaceError({ error, reset }: Props) {
  return (
    <PageBody>
      <ErrorState
        title="This page broke"
        description="Nothing was changed. Try again; if it happens again, tell your administrator the number below."
        requestId={error.digest}
        onRetry={reset}
      />
    </PageBody>
  );
}
