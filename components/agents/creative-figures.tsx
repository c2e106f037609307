'use client';

import { useQuery } from '@tanstack/react-query';
import { Fact } from '@/components/decisions/section';
import { useWorkspace } from '@/components/layout/workspace-context';
import { formatCount } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';

/** How many tests of words stand where. */
export function CreativeFigures() {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const { data } = useQuery(trpc.creative.list.queryOptions({ workspace: slug, status: null, templateId: null }));
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
      <Fact label="To be judged">{formatCount(data?.counts.proposed)}</Fact>
      <Fact label="Running">{formatCount(data?.counts.running)}</Fact>
      <Fact label="Concluded">{formatCount(data?.counts.concluded)}</Fact>
    </dl>
  );
}
