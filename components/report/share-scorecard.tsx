'use client';

import { Link2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { SkeletonLines } from '@/components/ui/skeleton';
import type { DayRange } from '@/domain/measurement/day-range';

const ShareForm = dynamic(() => import('./share-form').then((module) => module.ShareForm), {
  ssr: false,
  loading: () => <SkeletonLines lines={5} />,
});

export type Shown = { range: DayRange; compare: DayRange | undefined };

/** Makes an address where the sheet is read without a sign-in. */
export function ShareScorecard(shown: Shown) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button>
          <Link2 aria-hidden /> Share
        </Button>
      }
      title="Share this scorecard"
      description="Whoever has the address reads this sheet, as it stands now, without signing in. It holds figures and nothing of a customer."
    >
      <ShareForm {...shown} onDone={() => setOpen(false)} />
    </Dialog>
  );
}
