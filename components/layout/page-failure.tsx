'use client';

import { DatabaseZap } from 'lucide-react';
import { useEffect, useState } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { DATABASE_AWAY_DIGEST } from '@/lib/database-away-digest';

const ASK_EVERY_MS = 2_000;

export type PageFailureProps = {
  error: Error & { digest?: string };
  reset: () => void;
  title?: string;
  description?: string;
  className?: string;
};

/** Whether the server says that it can do its work; no answer at all means that it cannot. */
async function isReady(): Promise<boolean> {
  const response = await fetch('/api/health', { cache: 'no-store' }).catch(() => undefined);
  return response?.ok ?? false;
}

/** Follows the server from the failure on: while it is away, true; once it is back, the page is loaded again. */
function useServerAway(wasAwayAtFirst: boolean): boolean {
  const [isAway, setAway] = useState(wasAwayAtFirst);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const look = async (wasAway: boolean) => {
      const ready = await isReady();
      if (isGone) return;
      if (ready && wasAway) return window.location.reload();
      setAway(!ready);
      if (!ready) timer = setTimeout(() => void look(true), ASK_EVERY_MS);
    };
    void look(wasAwayAtFirst);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [wasAwayAtFirst]);
  return isAway;
}

/** A page that could not be shown: waits for a database that restarts and loads again by itself, else offers to retry. */
export function PageFailure({
  error,
  reset,
  title = 'This page broke',
  description = 'Nothing was changed. Try again; if it happens again, tell your administrator the number below.',
  className,
}: PageFailureProps) {
  const isAway = useServerAway(error.digest === DATABASE_AWAY_DIGEST);
  if (isAway) {
    return (
      <div role="status" className={className}>
        <EmptyState
          icon={DatabaseZap}
          title="The database is restarting"
          description="Nothing is lost. This page loads by itself as soon as the database is back, usually within seconds."
        />
      </div>
    );
  }
  return (
    <ErrorState
      title={title}
      description={description}
      requestId={error.digest}
      onRetry={reset}
      className={className}
    />
  );
}
