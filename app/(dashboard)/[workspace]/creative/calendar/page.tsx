import type { Metadata } from 'next';
import { CalendarView } from '@/components/creative/calendar-view';
import { calendarSpan, loadTestCalendar } from '@/lib/test-calendar-params';
import { api, HydrateClient, prefetch } from '@/lib/trpc/server';
import { enterWorkspace } from '@/server/auth/gate';

export const metadata: Metadata = { title: 'Test calendar' };

type Props = {
  params: Promise<{ workspace: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function TestCalendarPage({ params, searchParams }: Props) {
  const { workspace } = await params;
  const { now, timezone } = await enterWorkspace(workspace);
  const { from, to } = calendarSpan((await loadTestCalendar(searchParams)).from, now, timezone);
  await prefetch(api.creative.calendar.queryOptions({ workspace, from, to }));
  return (
    <HydrateClient>
      <CalendarView />
    </HydrateClient>
  );
}
