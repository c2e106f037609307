'use client';

import { useQuery } from '@tanstack/react-query';
import { useWorkspace } from '@/components/layout/workspace-context';
import type { Incremental } from '@/domain/measurement/incremental';
import { formatMoney, formatRate, MISSING, plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';

/** The two groups that are held against each other, and who is in them. */
export function CausedGroups({ incremental: { treated, heldOut } }: { incremental: Incremental }) {
  const { slug, isDemo } = useWorkspace();
  const trpc = useTRPC();
  const { data: demo } = useQuery(trpc.demo.progress.queryOptions({ workspace: slug }, { enabled: isDemo }));
  return (
    <>
      <dl className="grid grid-cols-2 gap-3 border-t border-border pt-3">
        <Group name="Could be written to" group={treated} />
        <Group name="Left alone on purpose" group={heldOut} />
      </dl>
      <p className="text-xs text-fg-muted">
        Each customer an agent wanted to write to and the guardrails would have let, by the first such decision of these
        days. Whether a message was then approved, sent or read does not matter: otherwise the groups would differ.
        {isDemo && demo
          ? ` The ${demo.kind} leaves ${formatRate(demo.holdoutShare, 0)} of its customers alone, more than usual: it is small, and an interval asks for some dozens of them.`
          : ''}
      </p>
    </>
  );
}

function Group({ name, group }: { name: string; group: Incremental['treated'] }) {
  const { currency } = useWorkspace();
  return (
    <div>
      <dt className="text-xs text-fg-muted">{name}</dt>
      <dd className="text-sm font-medium">
        {group.customers === 0 ? MISSING : formatMoney(group.revenuePerCustomer, { currency })}
      </dd>
      <dd className="text-xs text-fg-muted">revenue a customer, from {plural(group.customers, 'customer')}</dd>
    </div>
  );
}
