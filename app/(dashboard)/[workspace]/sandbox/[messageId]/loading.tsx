import { MessageSkeleton } from '@/components/sandbox/message-skeleton';

export default function Loading() {
  return <MessageSkeleton />;
}
