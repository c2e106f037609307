'use client';

import { Download } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { useWorkspace } from '@/components/layout/workspace-context';
import { buttonStyles } from '@/components/ui/button';
import { auditFilterParams, writeAuditFilters } from '@/lib/audit-filter-params';

/** The log to take away: for reading with the filters as chosen, and whole for whoever wants to verify it. */
export function ExportLinks() {
  const { slug } = useWorkspace();
  const [{ entry: _, ...chosen }] = useQueryStates(auditFilterParams);
  const base = `/api/exports/audit?workspace=${slug}`;
  const asCsv = `${base}&format=csv`;
  const href = writeAuditFilters(asCsv, chosen);
  return (
    <>
      <a href={href} download className={buttonStyles({})}>
        <Download aria-hidden />
        {href === asCsv ? 'Export as CSV' : 'Export these as CSV'}
      </a>
      <a href={`${base}&format=ndjson`} download className={buttonStyles({})}>
        <Download aria-hidden />
        Export to verify (NDJSON)
      </a>
    </>
  );
}
