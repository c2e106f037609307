'use client';

import { Flag } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { SkeletonLines } from '@/components/ui/skeleton';

const ReportBreachForm = dynamic(() => import('./report-breach-form').then((module) => module.ReportBreachForm), {
  ssr: false,
  loading: () => <SkeletonLines lines={5} />,
});

/** Says that a message which has left should have been stopped, and by which guardrail. */
export function ReportBreach({ decisionId }: { decisionId: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button>
          <Flag aria-hidden /> Report a problem
        </Button>
      }
      title="Report a problem with this message"
      description="For a message that should not have left. The autonomy of its action falls by one at once, and rises again only when the report is past. A running rollout is halted: nothing leaves until an administrator resumes. It stands in the audit log with your name."
    >
      <ReportBreachForm decisionId={decisionId} onDone={() => setOpen(false)} />
    </Dialog>
  );
}
