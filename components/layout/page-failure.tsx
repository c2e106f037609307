'use client';

import { DatabaseZap } from 'lucide-react';
import { useEffect, useState } from 'react';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { type DatabaseTrouble, TROUBLE_WORDS, troubleOf } from '@/lib/database-trouble';

const ASK_EVERY_MS = 2_000;
/** A page that a full or busy database refused is asked for again after so long. */
const AGAIN_AFTER_MS = 10_000;

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

/**
 * Follows the server from the failure on, and loads the page again once there is hope: as soon as a database that was
 * away is back; of one that is full or busy, which answers all the same, after a while.
 */
function useTrouble(atFirst: DatabaseTrouble | null): DatabaseTrouble | null {
  const [trouble, setTrouble] = useState(atFirst);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isGone = false;
    const look = async (before: DatabaseTrouble | null) => {
      const ready = await isReady();
      if (isGone) return;
      if (ready && before !== null) return window.location.reload();
      setTrouble(ready ? null : 'away');
      if (!ready) timer = setTimeout(() => void look('away'), ASK_EVERY_MS);
    };
    if (atFirst === 'full' || atFirst === 'busy') timer = setTimeout(() => void look(atFirst), AGAIN_AFTER_MS);
    else void look(atFirst);
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, [atFirst]);
  return trouble;
}

/** A page that could not be shown: says what is the matter with the database and loads again by itself, else offers to retry. */
export function PageFailure({
  error,
  reset,
  title = 'This page broke',
  description = 'Nothing was changed. Try again; if it happens again, tell your administrator the number below.',
  className,
}: PageFailureProps) {
  const trouble = useTrouble(troubleOf(error.digest));
  if (trouble) {
    const { title: what, text } = TROUBLE_WORDS[trouble];
    return (
      <div role="status" className={className}>
        <EmptyState icon={DatabaseZap} title={what} description={text} />
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
