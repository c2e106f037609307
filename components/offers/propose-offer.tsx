'use client';

import { Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { SkeletonLines } from '@/components/ui/skeleton';

// It knows every agent and its actions, which nobody needs who only looks.
const ProposeForm = dynamic(() => import('./propose-form').then((module) => module.ProposeForm), {
  ssr: false,
  loading: () => <SkeletonLines lines={6} />,
});

/** Proposes a ladder of discounts, for somebody else to approve. */
export function ProposeOffer() {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button variant="primary">
          <Plus aria-hidden /> Propose an offer
        </Button>
      }
      title="Propose an offer"
      description="Once somebody else approves it, discounts inside it need no review while its budget lasts."
    >
      <ProposeForm onDone={() => setOpen(false)} />
    </Dialog>
  );
}
