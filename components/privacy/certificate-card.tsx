'use client';

import { Download } from 'lucide-react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { useWorkspace } from '@/components/layout/workspace-context';
import { buttonStyles } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { Code } from '@/components/ui/code';
import { CopyButton } from '@/components/ui/copy-button';
import type { Certificate, CertificateLine } from '@/domain/privacy/certificate';
import { formatCount, plural } from '@/lib/format';
import type { PrivacyRequestDetail } from '@/server/services/privacy';

const DONE: Record<CertificateLine['done'], string> = {
  erased: 'Erased',
  pseudonymised: 'Pseudonymised',
  kept: 'Kept',
  'handed over': 'Handed over',
};

const COLUMNS: readonly Column<CertificateLine>[] = [
  {
    id: 'called',
    header: 'Data',
    cell: ({ called, because }) => (
      <span className="flex flex-col gap-0.5 py-0.5">
        <span className="font-medium">{called}</span>
        <span className="text-xs text-fg-muted">{because}</span>
      </span>
    ),
  },
  { id: 'done', header: 'Done', width: '132px', onPhone: 'aside', cell: ({ done }) => DONE[done] },
  { id: 'rows', header: 'Rows', width: '88px', align: 'right', cell: ({ rows }) => formatCount(rows) },
];

type CertificateCardProps = { request: PrivacyRequestDetail; certificate: Certificate };

/** What was done to how many rows of which table, and the hash by which a copy of that statement can be checked. */
export function CertificateCard({ request, certificate }: CertificateCardProps) {
  const { slug } = useWorkspace();
  const lines = certificate.lines.filter(({ rows }) => rows > 0);
  const empty = certificate.lines.length - lines.length;
  const file = new URLSearchParams({ workspace: slug, id: request.id, what: 'certificate' });
  return (
    <Card>
      <CardHeader
        title="Certificate"
        description={
          certificate.tombstones > 0
            ? `${plural(certificate.tombstones, 'keyed hash', 'keyed hashes')} of ids and addresses keep the person from being brought back`
            : 'What was done, when and by whom; it names no person'
        }
        actions={
          <a href={`/api/exports/privacy?${file}`} download className={buttonStyles({ size: 'sm' })}>
            <Download aria-hidden /> Download certificate
          </a>
        }
      />
      {lines.length > 0 ? (
        <DataTable
          label="What was done, by table"
          columns={COLUMNS}
          rows={lines}
          rowId={({ table }) => table}
          empty={null}
          countText={empty > 0 ? `${plural(empty, 'more table')} held nothing of the person` : undefined}
        />
      ) : (
        <p className="px-4 pb-3 text-sm text-fg-muted">
          {certificate.lines.length > 0
            ? 'No table held anything of the person.'
            : request.customerId
              ? 'The wish is in the consent ledger, and is kept from now on.'
              : 'Nobody was known by what the request named: there was nothing to do.'}
        </p>
      )}
      {request.certificateHash ? (
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1 border-t border-border px-4 py-2 text-xs text-fg-muted">
          <span>SHA-256, also in the audit log:</span>
          <Code className="break-all whitespace-normal">{request.certificateHash}</Code>
          <CopyButton text={request.certificateHash} label="Copy the hash" />
        </div>
      ) : null}
    </Card>
  );
}
