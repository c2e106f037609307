'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { SECOND } from '@/domain/shared/time';
import { useTRPC } from '@/lib/trpc/client';
import type { ReviewClaim } from '@/server/services/review';

/** Who skips through the queue claims nothing. */
const SETTLE_MS = 600;
const HEARTBEAT_MS = 30 * SECOND;
/** While a colleague has it open, one looks more often whether they still do. */
const WATCH_MS = 8 * SECOND;

/**
 * Keeps the decision on screen one's own while it is open, and says who else has it. Lets go of it when another comes on
 * screen; what is not let go of (a closed laptop) runs out by itself.
 */
export function useClaim(decisionId: string | null, seenWithin: ReviewClaim | null, isEnabled: boolean) {
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const [told, setTold] = useState<{ id: string; claim: ReviewClaim | null } | null>(null);
  const claiming = useMutation(trpc.review.claim.mutationOptions({ retry: false }));
  const releasing = useMutation(trpc.review.release.mutationOptions({ retry: false }));

  const claim = useEffectEvent((id: string, takeOver: boolean) => {
    claiming.mutate(
      { workspace: slug, decisionId: id, takeOver },
      { onSuccess: (answer) => setTold({ id, claim: answer }) },
    );
  });
  const release = useEffectEvent((id: string) => releasing.mutate({ workspace: slug, decisionId: id }));

  const current = told && told.id === decisionId ? told.claim : seenWithin;
  const isOthers = Boolean(current && !current.isMine);
  useEffect(() => {
    if (!decisionId || !isEnabled) return;
    let hasAsked = false;
    const begin = setTimeout(() => {
      hasAsked = true;
      claim(decisionId, false);
    }, SETTLE_MS);
    const beat = setInterval(() => claim(decisionId, false), isOthers ? WATCH_MS : HEARTBEAT_MS);
    return () => {
      clearTimeout(begin);
      clearInterval(beat);
      if (hasAsked && !isOthers) release(decisionId);
    };
  }, [decisionId, isEnabled, isOthers]);

  return {
    /** The colleague who has it open; null where nobody else has. */
    other: isOthers ? current : null,
    takeOver: () => {
      if (!decisionId) return;
      const id = decisionId;
      claiming.mutate(
        { workspace: slug, decisionId: id, takeOver: true },
        { onSuccess: (answer) => setTold({ id, claim: answer }) },
      );
    },
  };
}
