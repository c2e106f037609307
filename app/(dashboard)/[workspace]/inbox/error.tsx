'use client';

import { ErrorState } from '@/components/ui/error-state';

type Props = { error: Error & { digest?: string }; reset: () => void };

export default function InboxError({ error, reset }: Props) {
  return (
    <ErrorState
      title="The inbox broke"
      description="No verdict was lost: what was recorded is in the decisions log. Try again."
      requestId={error.digest}
      onRetry={reset}
      className="m-auto"
    />
  );
}
