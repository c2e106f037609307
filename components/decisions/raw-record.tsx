'use client';

import { ChevronRight, Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import { buttonStyles } from '@/components/ui/button';
import { CodeBlock } from '@/components/ui/code';

type RawRecordProps = {
  record: unknown;
  /** Where the documented file of it is made. */
  fileHref: string;
};

/** The record behind a page as JSON: last on it, closed, to copy; and the way to its file, which says more. */
export function RawRecord({ record, fileHref }: RawRecordProps) {
  const [isOpen, setOpen] = useState(false);
  // Some of these are long: written out only for those who look.
  const text = useMemo(() => (isOpen ? JSON.stringify(record, null, 2) : ''), [isOpen, record]);
  return (
    <details className="group" data-print="hide" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="flex min-h-8 list-none items-center gap-2 text-sm font-medium [&::-webkit-details-marker]:hidden">
        <ChevronRight aria-hidden className="size-4 text-fg-subtle transition-transform group-open:rotate-90" />
        Raw record
        <span className="font-normal text-fg-muted">what this page was made of, as JSON</span>
      </summary>
      {isOpen ? (
        <div className="flex flex-col gap-2 pt-2">
          <a href={fileHref} download className={buttonStyles({ size: 'sm', className: 'self-start' })}>
            <Download aria-hidden /> Download as JSON
          </a>
          <CodeBlock text={text} label="the record" className="scrollbar-thin max-h-[480px] overflow-y-auto" />
        </div>
      ) : null}
    </details>
  );
}
