'use client';

import { Undo2 } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { SkeletonLines } from '@/components/ui/skeleton';
import type { FileImport } from '@/server/services/imports';

const UndoFileForm = dynamic(() => import('./undo-file-form').then((module) => module.UndoFileForm), {
  ssr: false,
  loading: () => <SkeletonLines lines={6} />,
});

/** Takes back what an import brought, after saying what that is. */
export function UndoFile({ file }: { file: FileImport }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button variant="dangerOutline">
          <Undo2 aria-hidden /> Undo the import
        </Button>
      }
      title="Undo this import?"
      description="What this file and nothing else brought goes, and what it changed goes back to what it was, unless something newer changed it since."
    >
      <UndoFileForm file={file} onDone={() => setOpen(false)} />
    </Dialog>
  );
}
