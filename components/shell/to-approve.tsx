'use client';

import { CountBadge } from './count-badge';
import { useToApprove } from './use-to-approve';

/** How many proposed offers or submitted campaigns wait for this person's approval. */
export function ToApprove({ of, isCompact }: { of: 'offers' | 'campaigns'; isCompact: boolean }) {
  const counts = useToApprove();
  return <CountBadge count={counts[of]} what="to approve" isCompact={isCompact} />;
}
