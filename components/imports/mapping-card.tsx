'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ListChecks } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import { Switch } from '@/components/ui/switch';
import { IMPORT_KINDS, type ImportKind, KIND_PLANS } from '@/domain/imports/kinds';
import { lackOf, type Mapping } from '@/domain/imports/mapping';
import { plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { FileImport, FilePreview } from '@/server/services/imports';
import { ColumnUses } from './column-uses';
import { firstMapping, mappingFor, previewRows, unsureColumns } from './prepare-file';
import { PreviewTable } from './preview-table';

const KINDS = IMPORT_KINDS.map((kind) => ({ value: kind, label: KIND_PLANS[kind].label }));

type MappingCardProps = { file: FileImport; preview: FilePreview; onChecking?: () => void };

/** What each column of a file is used for, and its first rows as they will be read. */
export function MappingCard({ file, preview, onChecking }: MappingCardProps) {
  const { slug, currency, timezone } = useWorkspace();
  // The door asks the wall clock what lies in the future, in a workspace with a clock of its own too.
  const [now] = useState(() => new Date());
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const setting = { currency, timezone };
  const [mapping, setMapping] = useState<Mapping>(() => file.mapping ?? firstMapping(preview, setting));
  const check = useMutation(
    trpc.fileImports.check.mutationOptions({
      onSuccess: onChecking,
      onSettled: () => queryClient.invalidateQueries(trpc.fileImports.pathFilter()),
    }),
  );
  const [lack] = lackOf(mapping);
  const rows = previewRows(mapping, preview.rows, { setting, now });
  const left = mapping.columns.filter(({ field }) => field === null).length;
  const isKnown = file.mapping === null && preview.remembered[mapping.kind] === mapping;
  function read(kind: ImportKind, hasHeader: boolean) {
    setMapping(mappingFor(kind, preview, setting, hasHeader));
  }
  return (
    <>
      <Card>
        <CardHeader title="What its columns say" description={KIND_PLANS[mapping.kind].becomes} />
        <CardBody className="flex flex-col gap-5">
          <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
            <div className="flex flex-col gap-1.5">
              <span className="text-table font-medium">The file is an import of</span>
              <Select
                label="The file is an import of"
                className="w-48"
                options={KINDS}
                value={mapping.kind}
                onValueChange={(kind) => read(kind, mapping.hasHeader)}
              />
            </div>
            <Switch
              label="The first line names the columns"
              checked={mapping.hasHeader}
              onCheckedChange={(hasHeader) => read(mapping.kind, hasHeader)}
            />
          </div>
          {isKnown ? (
            <Notice tone="neutral">Read as the last file with these columns was. Change what is different.</Notice>
          ) : null}
          {file.encoding === 'windows-1252' ? (
            <Notice tone="warn" title="The file is not UTF-8">
              It is read as windows-1252, as older spreadsheets write. Look below whether letters such as ä and é are
              right.
            </Notice>
          ) : null}
          <ColumnUses
            mapping={mapping}
            rows={preview.rows}
            unsure={unsureColumns(mapping, preview.rows, setting)}
            onChange={setMapping}
          />
          {check.error ? (
            <Notice tone="bad" role="alert" title="It cannot be read so">
              {check.error.message}
            </Notice>
          ) : null}
          <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
            <Button
              variant="primary"
              pending={check.isPending}
              disabledReason={lack}
              onClick={() => check.mutate({ workspace: slug, importId: file.id, mapping })}
            >
              <ListChecks aria-hidden /> Look through the file
            </Button>
            <span className="text-table text-fg-muted">
              {lack ??
                `Every row is judged, nothing is written yet.${left > 0 ? ` ${plural(left, 'column')} left out.` : ''}`}
            </span>
          </div>
        </CardBody>
      </Card>
      <PreviewTable header={preview.rows[0]?.cells ?? []} mapping={mapping} rows={rows} />
    </>
  );
}
