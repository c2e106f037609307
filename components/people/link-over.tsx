import { Link2Off } from 'lucide-react';
import { LinkButton } from '@/components/ui/button';
import { EmptyState } from '@/components/ui/empty-state';

/** An address that was used, taken back or has ended; or never was: nobody learns which. */
export function LinkOver() {
  return (
    <main className="grid min-h-dvh place-items-center bg-bg px-6">
      <EmptyState
        icon={Link2Off}
        title="This address works no more"
        description="It was used, was taken back, or its days are over. Ask whoever sent it for a new one."
        actions={<LinkButton href="/sign-in">Sign in</LinkButton>}
        isWholePage
      />
    </main>
  );
}
