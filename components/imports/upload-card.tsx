'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { Code } from '@/components/ui/code';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { RadioGroup } from '@/components/ui/radio-group';
import { MAX_LOG_BYTES, SHOP_LOG_COLUMNS } from '@/domain/events/shop-log-words';
import { formatDate } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { ImportOptions } from '@/server/services/imports';
import { DropZone } from './drop-zone';
import { APPROVERS, PACES, type PaceChoice, uploadAddress } from './prepare-import';
import { checkHead, type Head, readHead, suggestedUntil } from './read-head';
import { SendFile } from './send-file';
import { useUpload } from './use-upload';

const MEGABYTE = 1_048_576;

/** Takes a shop's log and what is to be done with it. */
export function UploadCard() {
  const { slug, now, timezone, to } = useWorkspace();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const [file, setFile] = useState<File | null>(null);
  const [head, setHead] = useState<Head | null>(null);
  const [until, setUntil] = useState('');
  const [pace, setPace] = useState<PaceChoice>('second');
  const [approver, setApprover] = useState<ImportOptions['approver']>('simulated');
  const [assumesConsent, setAssumesConsent] = useState(true);
  const { upload, send, stop } = useUpload((importId) => {
    void queryClient.invalidateQueries(trpc.imports.pathFilter());
    router.push(to(`/imports/${importId}`));
  });
  const problem = file ? problemOf(file, head) : null;
  const reason = file ? (problem ? 'Choose another file.' : undefined) : 'Choose a file first.';

  async function take(chosen: File) {
    setFile(chosen);
    setHead(null);
    const found = checkHead(await readHead(chosen));
    setHead(found);
    setUntil(found.firstDay ? suggestedUntil(found.firstDay) : '');
  }
  function start() {
    if (file)
      send(uploadAddress({ workspace: slug, fileName: file.name, until, pace, approver, assumesConsent }), file);
  }
  return (
    <Card>
      <CardHeader
        title="Import a shop's log"
        description="Every line goes through the same events API as live traffic. What cannot be used is counted, with the reason."
      />
      <CardBody className="grid gap-x-8 gap-y-6 lg:grid-cols-2">
        <div className="flex flex-col gap-3">
          <DropZone
            file={file}
            note={head?.firstDay && !problem ? `Its first line is of ${head.firstDay}.` : null}
            onFile={(chosen) => void take(chosen)}
          />
          {problem ? (
            <Notice tone="bad" role="alert" title="This file cannot be imported">
              {problem}
            </Notice>
          ) : null}
          {head?.firstDay && !problem && head.firstDay < now.toISOString().slice(0, 10) ? (
            <Notice tone="warn" title={`The clock here stands at ${formatDate(now, timezone)} and never goes back`}>
              What the file tells of the time before comes in as history: those days are not lived again.
            </Notice>
          ) : null}
          <Columns />
        </div>
        <div className="flex flex-col gap-5">
          <Field
            label="Bring in at once what lies before"
            hint="The agents do not act on this past; they begin at its end. Nine months after the first line is suggested. Leave it empty to bring in everything."
          >
            <Input type="date" value={until} onChange={(event) => setUntil(event.target.value)} className="w-44" />
          </Field>
          {until ? (
            <fieldset className="flex flex-col gap-1.5">
              <legend className="mb-1.5 text-table font-medium">And what comes after it?</legend>
              <RadioGroup label="What comes after it" options={PACES} value={pace} onValueChange={setPace} />
            </fieldset>
          ) : null}
          {until && pace !== 'none' ? (
            <fieldset className="flex flex-col gap-1.5">
              <legend className="mb-1.5 text-table font-medium">Who judges what comes up for review?</legend>
              <RadioGroup
                label="Who judges what comes up for review"
                options={APPROVERS}
                value={approver}
                onValueChange={setApprover}
              />
            </fieldset>
          ) : null}
          <div className="flex flex-col gap-1">
            <Checkbox
              label="Assume consent to marketing e-mail"
              checked={assumesConsent}
              onCheckedChange={setAssumesConsent}
            />
            <p className="pl-6 text-xs text-fg-muted">
              The log knows no consent, and without it the agents may write to nobody. It is recorded as assumed.
              Addresses are made up, at a domain where nothing arrives.
            </p>
          </div>
          <SendFile
            upload={upload}
            reason={reason}
            size="lg"
            sentLabel="Sent. The import begins"
            failedTitle="The import did not begin"
            onSend={start}
            onStop={stop}
          >
            <Upload aria-hidden /> Start the import
          </SendFile>
        </div>
      </CardBody>
    </Card>
  );
}

function problemOf(file: File, head: Head | null): string | null {
  if (file.size === 0) return 'It is empty.';
  if (file.size > MAX_LOG_BYTES) {
    return `It is larger than ${MAX_LOG_BYTES / MEGABYTE} MB. Compress it with gzip, or import it in parts.`;
  }
  if (!head || head.missing.length === 0) return null;
  return `Its first line must name all columns of a shop's log. Missing: ${head.missing.join(', ')}.`;
}

function Columns() {
  return (
    <div className="text-xs text-fg-muted">
      <p>
        A CSV file, plain or gzip, up to {MAX_LOG_BYTES / MEGABYTE} MB, one line an article of an invoice, oldest first
        (the format of the UCI “Online Retail” set). Its first line names these columns, in any order:
      </p>
      <ul className="mt-2 flex flex-wrap gap-1.5">
        {SHOP_LOG_COLUMNS.map((column) => (
          <li key={column}>
            <Code>{column}</Code>
          </li>
        ))}
      </ul>
    </div>
  );
}
