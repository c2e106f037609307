'use client';

import { useQueryClient } from '@tanstack/react-query';
import { FlaskRound } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { DropZone } from '@/components/imports/drop-zone';
import { readHead } from '@/components/imports/read-head';
import { SendFile } from '@/components/imports/send-file';
import { useUpload } from '@/components/imports/use-upload';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { useTRPC } from '@/lib/trpc/client';
import { headRows } from './head-rows';
import { MappingFields } from './mapping-fields';
import { guessMapping, type Mapping, missingOf, settingsOf } from './prepare-mapping';

/** Takes the file of a past experiment and what its columns say. */
export function AnalyseCard() {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const router = useRouter();
  const [file, setFile] = useState<File | null>(null);
  const [mapping, setMapping] = useState<Mapping | null>(null);
  const { upload, send, stop } = useUpload((experimentId) => {
    void queryClient.invalidateQueries(trpc.experiments.pathFilter());
    router.push(to(`/experiments/${experimentId}`));
  });
  const missing = mapping ? missingOf(mapping) : 'Choose a file first.';

  async function take(chosen: File) {
    setFile(chosen);
    setMapping(guessMapping(chosen.name, headRows(await readHead(chosen))));
  }
  function start() {
    if (!file || !mapping) return;
    const query = new URLSearchParams({
      workspace: slug,
      file: file.name,
      settings: JSON.stringify(settingsOf(mapping)),
    });
    send(`/api/experiments?${query}`, file);
  }
  return (
    <Card>
      <CardHeader
        title="Analyse a past experiment"
        description="A CSV file, plain or gzip: a line for each person with their arm and what came of it, or a line for each arm with counts. Only sums are kept, nothing about single people."
      />
      <CardBody className="flex flex-col gap-5">
        <DropZone
          file={file}
          note={mapping ? `Its columns: ${Object.keys(mapping.uses).slice(0, 12).join(', ')}.` : null}
          onFile={(chosen) => void take(chosen)}
        />
        {mapping ? <MappingFields mapping={mapping} onChange={setMapping} /> : null}
        <SendFile
          upload={upload}
          reason={missing ?? undefined}
          sentLabel="Sent. It is being analysed"
          failedTitle="This file could not be analysed"
          onSend={start}
          onStop={stop}
        >
          <FlaskRound aria-hidden /> Analyse
        </SendFile>
      </CardBody>
    </Card>
  );
}
