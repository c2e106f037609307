'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { SkeletonLines } from '@/components/ui/skeleton';
import type { Rollout } from '@/server/services/rollout';

const DecideForm = dynamic(() => import('./decide-form').then((module) => module.DecideForm), {
  ssr: false,
  loading: () => <SkeletonLines lines={6} />,
});

/** Takes a person's word at a gate, or begins the rollout. */
export function DecideDialog({ rollout }: { rollout: Exclude<Rollout, { kind: 'over' }> }) {
  const [isOpen, setOpen] = useState(false);
  const isBeginning = rollout.kind === 'none';
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<Button variant="primary">{isBeginning ? 'Begin a rollout' : 'Decide at the gate'}</Button>}
      title={isBeginning ? 'Begin a rollout' : 'Decide at the gate'}
      description={
        isBeginning
          ? 'From then on agents write to the first step’s customers alone, on the channels of its phase. What waits for others is not sent.'
          : 'The gate is kept as it stands now, with your word and your name. Nothing of it can be changed afterwards.'
      }
      className="sm:w-[560px]"
    >
      <DecideForm rollout={rollout} onDone={() => setOpen(false)} />
    </Dialog>
  );
}
