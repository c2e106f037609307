'use client';

import { useQuery } from '@tanstack/react-query';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Notice } from '@/components/ui/notice';
import { useTRPC } from '@/lib/trpc/client';

/** What people reported about a decision's message; nothing where nobody did. */
export function DecisionBreaches({ decisionId }: { decisionId: string }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.breaches.list.queryOptions({ workspace: slug, decisionId }));
  if (!data || data.items.length === 0) return null;
  return (
    <Notice tone="bad" title="Reported: this message should not have left">
      <ul className="flex flex-col gap-1">
        {data.items.map(({ id, guardrailName, note, by, at }) => (
          <li key={id}>
            “{guardrailName}” should have stopped it, says {by ?? 'the product'}, <TimeText at={at} as="absolute" />
            {note ? <span className="block whitespace-pre-wrap">“{note}”</span> : '.'}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
