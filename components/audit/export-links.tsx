'use client';

import { Download } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { useWorkspace } from '@/components/layout/workspace-context';
import { buttonStyles } from '@/components/ui/button';

/** The log to take away: for reading with the filters as chosen, and whole for whoever wants to verify it. */
export function ExportLinks() {
  const { slug } = useWorkspace();
  const filters = new URLSearchParams(useSearchParams());
  filters.delete('entry');
  const chosen = filters.size > 0 ? `&${filters}` : '';
  const base = `/api/exports/audit?workspace=${slug}`;
  return (
    <>
      <a href={`${base}&format=csv${chosen}`} download className={buttonStyles({})}>
        <Download aria-hidden />
        {chosen ? 'Export these as CSV' : 'Export as CSV'}
      </a>
      <a href={`${base}&format=ndjson`} download className={buttonStyles({})}>
        <Download aria-hidden />
        Export to verify (NDJSON)
      </a>
    </>
  );
}
