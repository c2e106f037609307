'use client';

import { History } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { SkeletonLines } from '@/components/ui/skeleton';
import type { Tried } from './start-form';

const StartForm = dynamic(() => import('./start-form').then((module) => module.StartForm), {
  ssr: false,
  loading: () => <SkeletonLines lines={6} />,
});

type StartReplayProps = {
  tried: Tried;
  /** What is tried, as people call it. */
  name: string;
  disabledReason?: string;
};

/** Compares a policy with those of then: asks for a period, and leads to the replay it starts. */
export function StartReplay({ tried, name, disabledReason }: StartReplayProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button disabledReason={disabledReason} onClick={() => setOpen(true)}>
        <History aria-hidden /> Compare by replay
      </Button>
      <Dialog
        open={isOpen}
        onOpenChange={setOpen}
        title="Compare by replay"
        description={`Decisions of a past period are made again under ${name}, on what was known then. Nothing is sent, and nothing on record changes.`}
      >
        <StartForm tried={tried} />
      </Dialog>
    </>
  );
}
