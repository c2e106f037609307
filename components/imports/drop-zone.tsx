'use client';

import { FileUp } from 'lucide-react';
import { type DragEvent, useId, useState } from 'react';
import { cn } from '@/components/ui/cn';

const MEGABYTE = 1_048_576;

type DropZoneProps = {
  file: File | null;
  /** What is known of the chosen file. */
  note: string | null;
  onFile: (file: File) => void;
};

/** Where a file is chosen, or dropped. */
export function DropZone({ file, note, onFile }: DropZoneProps) {
  const id = useId();
  const [isOver, setOver] = useState(false);
  function take(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped) onFile(dropped);
  }
  return (
    <label
      htmlFor={id}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={take}
      className={cn(
        'flex min-h-44 flex-col items-center justify-center gap-1 rounded-lg border border-dashed border-border-strong px-4 py-8 text-center transition-colors duration-120 hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-focus',
        isOver && 'border-focus bg-info-soft',
      )}
    >
      <FileUp aria-hidden className="mb-2 size-6 text-fg-muted" strokeWidth={1.5} />
      <span className="text-sm font-medium break-all">{file ? file.name : 'Choose a file'}</span>
      <span className="text-xs text-fg-muted">
        {file ? `${sizeOf(file)}. ${note ?? ''} Press to choose another.` : 'or drop it here'}
      </span>
      <input
        id={id}
        type="file"
        accept=".csv,.gz,text/csv,application/gzip"
        className="sr-only"
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          if (chosen) onFile(chosen);
        }}
      />
    </label>
  );
}

function sizeOf({ size }: File): string {
  return size < MEGABYTE ? `${Math.ceil(size / 1_024)} kB` : `${(size / MEGABYTE).toFixed(1)} MB`;
}
