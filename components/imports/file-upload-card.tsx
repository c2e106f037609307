'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { useTRPC } from '@/lib/trpc/client';
import { DropZone } from './drop-zone';
import { SendFile } from './send-file';
import { useUpload } from './use-upload';

/** Takes a CSV file of any kind; how its columns are read is said on its own page. */
export function FileUploadCard() {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const [file, setFile] = useState<File | null>(null);
  const { upload, send, stop } = useUpload((importId) => {
    void queryClient.invalidateQueries(trpc.fileImports.pathFilter());
    router.push(to(`/imports/files/${importId}`));
  });
  const reason = file ? (file.size === 0 ? 'The file is empty.' : undefined) : 'Choose a file first.';
  function start() {
    if (file) send(`/api/imports/files?${new URLSearchParams({ workspace: slug, file: file.name })}`, file);
  }
  return (
    <Card>
      <CardHeader
        title="Import a CSV file"
        description="Customers, orders, events, products, costs or consents. You see how every column is read, and what would be refused, before anything is written."
      />
      <CardBody className="flex flex-col gap-4">
        <DropZone
          file={file}
          note="Separated by comma, semicolon or tab, plain or gzip."
          onFile={(chosen) => setFile(chosen)}
        />
        <SendFile
          upload={upload}
          reason={reason}
          sentLabel="Sent. Its columns are read"
          failedTitle="This file cannot be imported"
          onSend={start}
          onStop={stop}
        >
          <Upload aria-hidden /> Hand in the file
        </SendFile>
      </CardBody>
    </Card>
  );
}
