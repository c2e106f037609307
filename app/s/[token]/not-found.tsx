import { Link2Off } from 'lucide-react';
import { EmptyState } from '@/components/ui/empty-state';

export default function NoSuchScorecard() {
  return (
    <main className="flex min-h-dvh items-center justify-center bg-bg p-6">
      <h1 className="sr-only">No scorecard</h1>
      <EmptyState
        icon={Link2Off}
        title="This address leads to no scorecard"
        description="It has ended, was taken back, or was cut short on its way. Ask whoever sent it for another."
      />
    </main>
  );
}
