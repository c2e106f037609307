import { InboxSkeleton } from '@/components/review/inbox-skeleton';

export default function Loading() {
  return <InboxSkeleton />;
}
