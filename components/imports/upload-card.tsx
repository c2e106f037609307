'use client';

import { FileUp, Upload } from 'lucide-react';
import { type DragEvent, useId, useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { cn } from '@/components/ui/cn';
import { Code } from '@/components/ui/code';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { Progress } from '@/components/ui/progress';
import { RadioGroup } from '@/components/ui/radio-group';
import { SHOP_LOG_COLUMNS } from '@/domain/events/shop-log-words';
import { PACES, type PaceChoice, uploadAddress } from './prepare-import';
import { useUpload } from './use-upload';

const MEGABYTE = 1_048_576;

/** Takes a shop's log and what is to be done with it. */
export function UploadCard({ onUploaded }: { onUploaded: () => void }) {
  const { slug } = useWorkspace();
  const [file, setFile] = useState<File | null>(null);
  const [until, setUntil] = useState('');
  const [pace, setPace] = useState<PaceChoice>('second');
  const [assumesConsent, setAssumesConsent] = useState(true);
  const { upload, send, stop } = useUpload(() => {
    setFile(null);
    onUploaded();
  });

  function start() {
    if (file) send(uploadAddress({ workspace: slug, fileName: file.name, until, pace, assumesConsent }), file);
  }
  return (
    <Card>
      <CardHeader
        title="Import a shop's log"
        description="It goes through the same public events API as live traffic, with the log's own clock."
      />
      <CardBody className="grid gap-6 lg:grid-cols-2">
        <div className="flex flex-col gap-3">
          <DropZone file={file} onFile={setFile} />
          <p className="text-xs text-fg-muted">
            CSV, plain or gzip, up to 512 MB, with the columns{' '}
            {SHOP_LOG_COLUMNS.map((column) => (
              <span key={column}>
                <Code>{column}</Code>{' '}
              </span>
            ))}
          </p>
        </div>
        <div className="flex flex-col gap-4">
          <Field
            label="Import up to"
            optional
            hint="Lines from this day on are replayed or left, so that the agents can decide as each day comes."
          >
            <Input type="date" value={until} onChange={(event) => setUntil(event.target.value)} className="w-44" />
          </Field>
          {until ? (
            <RadioGroup label="What to do with the rest" options={PACES} value={pace} onValueChange={setPace} />
          ) : null}
          <Checkbox
            label="Record e-mail consent for every customer, marked as assumed"
            checked={assumesConsent}
            onCheckedChange={setAssumesConsent}
          />
          {upload.state === 'failed' ? (
            <Notice tone="bad" role="alert">
              {upload.message}
            </Notice>
          ) : null}
          {upload.state === 'sending' ? (
            <div className="flex items-end gap-3">
              <Progress label={upload.sent < 1 ? 'Sending the file' : 'Taking it in'} value={upload.sent * 100} />
              <Button size="sm" onClick={stop}>
                Stop
              </Button>
            </div>
          ) : (
            <Button
              variant="primary"
              size="lg"
              className="self-start"
              disabledReason={file ? undefined : 'Choose a file first.'}
              onClick={start}
            >
              <Upload aria-hidden /> Start the import
            </Button>
          )}
        </div>
      </CardBody>
    </Card>
  );
}

function DropZone({ file, onFile }: { file: File | null; onFile: (file: File) => void }) {
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
        'flex min-h-44 flex-1 cursor-pointer flex-col items-center justify-center gap-1 rounded-lg border border-dashed border-border-strong px-4 py-8 text-center transition-colors hover:bg-hover has-focus-visible:outline-2 has-focus-visible:outline-focus',
        isOver && 'border-focus bg-info-soft',
      )}
    >
      <FileUp aria-hidden className="mb-2 size-6 text-fg-muted" strokeWidth={1.5} />
      {file ? (
        <>
          <span className="text-sm font-medium break-all">{file.name}</span>
          <span className="text-xs text-fg-muted">
            {(file.size / MEGABYTE).toFixed(1)} MB. Press to choose another.
          </span>
        </>
      ) : (
        <>
          <span className="text-sm font-medium">Choose a file</span>
          <span className="text-xs text-fg-muted">or drop it here</span>
        </>
      )}
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
