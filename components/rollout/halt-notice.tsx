'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { rolesInWords } from '@/lib/format';
import type { Halt } from '@/server/services/rollout';

const KillSwitchDialog = dynamic(
  () => import('@/components/kill-switch/kill-switch-dialog').then((module) => module.KillSwitchDialog),
  { ssr: false },
);

/** A halt that stands: what happened, and the way to resume, which first shows what would go. */
export function HaltNotice({ halt }: { halt: Halt }) {
  const { may } = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  const mayResume = may('killSwitch.resume');
  return (
    <>
      <Notice
        tone="bad"
        title={`${halt.reason}.`}
        actions={mayResume ? <Button onClick={() => setOpen(true)}>Resume</Button> : null}
      >
        Nothing has left since <TimeText at={halt.at} as="absolute" />.
        {mayResume ? null : ` To resume, ask ${rolesInWords('killSwitch.resume')}.`}
      </Notice>
      {isOpen ? <KillSwitchDialog open onOpenChange={setOpen} /> : null}
    </>
  );
}
