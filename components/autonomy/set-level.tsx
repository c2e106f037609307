'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { SkeletonLines } from '@/components/ui/skeleton';
import type { AutonomyRow } from '@/server/services/autonomy';

const SetLevelForm = dynamic(() => import('./set-level-form').then((module) => module.SetLevelForm), {
  ssr: false,
  loading: () => <SkeletonLines lines={4} />,
});

/** Sets a level by hand, over what was earned: for administrators, with a reason. */
export function SetLevel({ row }: { row: AutonomyRow }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm">
          Set level<span className="sr-only"> of {row.actionName}</span>
        </Button>
      }
      title={`Set the level of “${row.actionName}”`}
      description="It holds at once, counts approvals anew, and stands in the history and the audit log with your name."
    >
      <SetLevelForm row={row} onDone={() => setOpen(false)} />
    </Dialog>
  );
}
