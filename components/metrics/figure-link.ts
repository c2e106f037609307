'use client';

import { useSearchParams } from 'next/navigation';
import { useWorkspace } from '@/components/layout/workspace-context';

/** The looks of a number that leads to what it was counted from. */
export const FIGURE_LINK =
  'rounded-sm underline decoration-border-strong decoration-1 underline-offset-4 hover:decoration-fg';

/** Where on the page of a figure the decisions behind it are. */
export const DECISIONS_BEHIND = 'decisions';

/** What of an address says which days are looked at; the rest belongs to the page it stands on. */
const KEPT = ['range', 'cmp'];

/** A page of this workspace in the days that are looked at. */
export function useSameDays(): (path: string) => string {
  const { to } = useWorkspace();
  const params = useSearchParams();
  const kept = new URLSearchParams([...params].filter(([name]) => KEPT.includes(name))).toString();
  return (path) => to(`${path}${kept ? `?${kept}` : ''}`);
}

/** Where the page of a figure is, in the range that is looked at. */
export function useFigureHref(): (kpi: string) => string {
  const sameDays = useSameDays();
  return (kpi) => sameDays(`/metrics/${kpi}`);
}
