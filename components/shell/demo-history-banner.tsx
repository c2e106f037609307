'use client';

import { useQuery } from '@tanstack/react-query';
import { FlaskConical, Sparkles } from 'lucide-react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { DemoProgress } from '@/server/services/simulation';

const REFRESH_MS = 3_000;

/** Says of a simulation that it is one; and while the demo lives through its history: how far it is, and who reviews meanwhile, so that nobody takes half a history for the whole. */
export function DemoHistoryBanner() {
  const { slug, isDemo } = useWorkspace();
  const trpc = useTRPC();
  const { data } = useQuery(
    trpc.demo.progress.queryOptions(
      { workspace: slug },
      { enabled: isDemo, refetchInterval: (query) => (query.state.data?.isLiving === false ? false : REFRESH_MS) },
    ),
  );
  if (!isDemo || !data) return null;
  if (data.kind === 'simulation') {
    return (
      <output className="flex items-center gap-3 border-b border-dashed border-border-strong bg-sunken px-4 py-2 text-sm">
        <FlaskConical aria-hidden className="size-4 shrink-0 text-fg-subtle" />
        <span className="min-w-0 flex-1">
          This is a simulation: {plural(data.customers, 'generated customer')}, {daysWords(data)}.
          <span className="max-sm:hidden">
            {' '}
            What really caused what is known here, so that measurement can be checked.
          </span>
        </span>
      </output>
    );
  }
  if (!data.isLiving) return null;
  return (
    <output className="flex items-center gap-3 border-b border-border bg-sunken px-4 py-2 text-sm">
      <Sparkles aria-hidden className="size-4 shrink-0 text-fg-subtle" />
      <span className="min-w-0 flex-1">
        The demo shop is living through its history: day {data.day} of {data.days}. Figures grow, and simulated people
        review, until it reaches today; from then on decisions wait for you.
      </span>
      <span aria-hidden className="h-1.5 w-32 overflow-hidden rounded-full bg-fg/10 max-sm:hidden">
        <span className="block h-full rounded-full bg-chart-1" style={{ width: `${(data.day / data.days) * 100}%` }} />
      </span>
    </output>
  );
}

function daysWords({ isLiving, day, days }: DemoProgress): string {
  return isLiving ? `day ${day} of ${days}` : `${plural(days, 'day')} lived`;
}
