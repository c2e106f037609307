'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { useTRPC } from '@/lib/trpc/client';
import type { VerifiedPart } from '@/server/services/audit';

type Verification = { part: VerifiedPart | null; isRunning: boolean; error: string | null };

const NOT_YET: Verification = { part: null, isRunning: false, error: null };

/** Walks through the whole log, a part at a time, and tells how far it is. */
export function useVerifyLog() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { slug } = useWorkspace();
  const [state, setState] = useState<Verification>(NOT_YET);
  async function verify() {
    setState({ ...NOT_YET, isRunning: true });
    try {
      let after = '0';
      for (;;) {
        const options = trpc.audit.verify.queryOptions({ workspace: slug, after }, { staleTime: 0, gcTime: 0 });
        const part = await client.fetchQuery(options);
        setState({ part, isRunning: !part.isDone, error: null });
        if (part.isDone) return;
        after = part.upTo;
      }
    } catch (error) {
      setState({ part: null, isRunning: false, error: error instanceof Error ? error.message : String(error) });
    }
  }
  return { ...state, verify };
}
