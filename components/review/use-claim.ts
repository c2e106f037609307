'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { SECOND } from '@/domain/shared/time';
import { useTRPC } from '@/lib/trpc/client';
import { releaseWhileLeaving } from '@/lib/trpc/release-while-leaving';
import type { ReviewClaim } from '@/server/services/review';
import { claimKeeper } from './claim-keeper';

/** Who skips through the queue claims nothing. */
const SETTLE_MS = 600;
const HEARTBEAT_MS = 30 * SECOND;
/** While a colleague has it open, one looks more often whether they still do. */
const WATCH_MS = 8 * SECOND;

/**
 * Keeps the decision on screen one's own while it is open, and says who else has it. Lets go of it when another comes on
 * screen, or the page goes; what is not let go of (a closed laptop) runs out by itself.
 */
export function useClaim(decisionId: string | null, seenWithin: ReviewClaim | null, isEnabled: boolean) {
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const [told, setTold] = useState<{ id: string; claim: ReviewClaim | null } | null>(null);
  const { mutateAsync: claim } = useMutation(trpc.review.claim.mutationOptions({ retry: false }));

  const current = told && told.id === decisionId ? told.claim : seenWithin;
  const isOthers = Boolean(current && !current.isMine);
  const ask = useRef<((takeOver: boolean) => void) | null>(null);

  useEffect(() => {
    if (!decisionId || !isEnabled) return;
    const keeper = claimKeeper({
      claim: (takeOver) => claim({ workspace: slug, decisionId, takeOver }),
      release: () => releaseWhileLeaving({ workspace: slug, decisionId }),
    });
    const askNow = (takeOver: boolean) =>
      void keeper.ask(takeOver).then((answer) => {
        if (answer !== undefined) setTold({ id: decisionId, claim: answer });
      });
    ask.current = askNow;
    const begin = setTimeout(() => askNow(false), SETTLE_MS);
    const comesBack = (event: PageTransitionEvent) => event.persisted && askNow(false);
    window.addEventListener('pagehide', keeper.pageGoes);
    window.addEventListener('pageshow', comesBack);
    return () => {
      ask.current = null;
      clearTimeout(begin);
      window.removeEventListener('pagehide', keeper.pageGoes);
      window.removeEventListener('pageshow', comesBack);
      keeper.moveOn();
    };
  }, [decisionId, isEnabled, slug, claim]);

  useEffect(() => {
    if (!decisionId || !isEnabled) return;
    const beat = setInterval(() => ask.current?.(false), isOthers ? WATCH_MS : HEARTBEAT_MS);
    return () => clearInterval(beat);
  }, [decisionId, isEnabled, isOthers]);

  return {
    /** The colleague who has it open; null where nobody else has. */
    other: isOthers ? current : null,
    takeOver: () => ask.current?.(true),
  };
}
