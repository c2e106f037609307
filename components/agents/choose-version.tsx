'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { SkeletonLines } from '@/components/ui/skeleton';
import type { LearntAgent } from '@/server/services/learning';

const ChooseVersionForm = dynamic(() => import('./choose-version-form').then((module) => module.ChooseVersionForm), {
  ssr: false,
  loading: () => <SkeletonLines lines={4} />,
});

/** Puts another version of what was learnt in force: for administrators, with a reason. */
export function ChooseVersion({ learnt }: { learnt: LearntAgent }) {
  const { may } = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  const hasOther = learnt.inForce !== null || learnt.versions.some(({ isCalibrated }) => isCalibrated);
  if (!may('autonomy.override') || !hasOther) return null;
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<Button size="sm">Choose version</Button>}
      title="Choose what decisions go by"
      description="It holds at once, for all agents. An earlier version stays until somebody chooses the newest; it stands in the audit log with your name."
    >
      <ChooseVersionForm learnt={learnt} onDone={() => setOpen(false)} />
    </Dialog>
  );
}
