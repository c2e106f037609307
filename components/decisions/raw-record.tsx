'use client';

import { ChevronRight, Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code';

type RawRecordProps = { record: unknown; fileName: string };

/** The whole record as JSON: last on the page, closed, to copy or keep. */
export function RawRecord({ record, fileName }: RawRecordProps) {
  const [isOpen, setOpen] = useState(false);
  // Some of these are long: written out only for those who look.
  const text = useMemo(() => (isOpen ? JSON.stringify(record, null, 2) : ''), [isOpen, record]);
  function download() {
    const url = URL.createObjectURL(new Blob([JSON.stringify(record, null, 2)], { type: 'application/json' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = fileName;
    link.click();
    URL.revokeObjectURL(url);
  }
  return (
    <details className="group" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex min-h-8 list-none items-center gap-2 text-sm font-medium [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 text-fg-subtle transition-transform group-open:rotate-90" />
        Raw record
        <span className="font-normal text-fg-muted">everything stored, as JSON</span>
      </summary>
      {isOpen ? (
        <div className="flex flex-col gap-2 pt-2">
          <Button size="sm" className="self-start" onClick={download}>
            <Download aria-hidden /> Download
          </Button>
          <CodeBlock text={text} label="the record" className="scrollbar-thin max-h-[480px] overflow-y-auto" />
        </div>
      ) : null}
    </details>
  );
}
