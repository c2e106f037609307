import { MailOpen } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';
import { Kbd } from '@/components/ui/kbd';

/** Beside the list, while no message is open. */
export function NoMessageOpen() {
  return (
    <EmptyState
      icon={MailOpen}
      title="Choose a message"
      description={
        <>
          You see it as its receiver would, can press its links, and can ask why it was sent. <Kbd keys="J" /> and{' '}
          <Kbd keys="K" /> walk through the list, <Kbd keys="Enter" /> opens.
        </>
      }
      className="min-h-[60dvh] justify-center"
    />
  );
}
