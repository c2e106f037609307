'use client';

import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { useTRPC } from '@/lib/trpc/client';

/** The agents and actions there are, and how each is called. */
export function useActionNames() {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.decisions.facets.queryOptions({ workspace: slug }));
  return useMemo(() => {
    const pairs = data ?? [];
    return {
      pairs,
      agents: new Map(pairs.map(({ agentId, agentName }) => [agentId, agentName])),
      actions: new Map(pairs.map(({ action, actionName }) => [action, actionName])),
    };
  }, [data]);
}
