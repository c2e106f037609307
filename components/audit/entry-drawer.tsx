'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { CodeBlock, Id } from '@/components/ui/code';
import { CopyButton } from '@/components/ui/copy-button';
import { Drawer } from '@/components/ui/drawer';
import { ErrorState } from '@/components/ui/error-state';
import { Link } from '@/components/ui/link';
import { Skeleton } from '@/components/ui/skeleton';
import { auditActionWords } from '@/domain/audit/actions';
import { formatCount, formatExact } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { AuditEntryDetail } from '@/server/services/audit';
import { actorWords, objectOf } from './words';

type EntryDrawerProps = { seq: string | null; onClose: () => void; onOnlyThis: (subject: string) => void };

/** All of one entry, beside the log. */
export function EntryDrawer({ seq, onClose, onOnlyThis }: EntryDrawerProps) {
  return (
    <Drawer
      open={seq !== null}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
      title={seq ? `Entry ${formatCount(Number(seq))}` : 'Entry'}
      className="w-[min(92vw,560px)]"
    >
      {seq ? <Loaded seq={seq} onOnlyThis={onOnlyThis} /> : null}
    </Drawer>
  );
}

function Loaded({ seq, onOnlyThis }: { seq: string; onOnlyThis: (subject: string) => void }) {
  const trpc = useTRPC();
  const { slug } = useWorkspace();
  const entry = useQuery(
    trpc.audit.get.queryOptions({ workspace: slug, seq }, { staleTime: Number.POSITIVE_INFINITY }),
  );
  if (entry.error) return <ErrorState description={entry.error.message} onRetry={() => void entry.refetch()} />;
  if (!entry.data) return <Skeleton className="mx-4 h-64" />;
  return <Details entry={entry.data} onOnlyThis={onOnlyThis} />;
}

function Details({ entry, onOnlyThis }: { entry: AuditEntryDetail; onOnlyThis: (subject: string) => void }) {
  const { timezone } = useWorkspace();
  return (
    <div className="flex flex-col gap-4 px-4 pt-1 pb-6">
      <p className="font-medium">{auditActionWords(entry.action)}</p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1.5 text-table">
        <Row name="When">{formatExact(entry.at, timezone)}</Row>
        <Row name="Who">{actorWords(entry.actor, entry.actorName)}</Row>
        <Row name="About">
          <About entry={entry} />
        </Row>
        <Row name="Action">
          <span className="font-mono text-xs">{entry.action}</span>
        </Row>
      </dl>
      <Button className="self-start" onClick={() => onOnlyThis(entry.subject)}>
        Show only entries about this
      </Button>
      <section className="flex flex-col gap-2">
        <h3 className="text-sm font-medium">What was recorded</h3>
        <CodeBlock text={JSON.stringify(JSON.parse(entry.payload), null, 2)} label="payload" />
      </section>
      <section className="flex flex-col gap-2">
        <h3 className="text-sm font-medium">Chain</h3>
        <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-table">
          <Hash name="Hash" value={entry.hash} />
          <Hash name="Hash before" value={entry.prevHash} />
          <Row name="Format">{entry.format}</Row>
        </dl>
      </section>
    </div>
  );
}

function About({ entry: { subject, customerId } }: { entry: AuditEntryDetail }) {
  const { to } = useWorkspace();
  const { words, id, path } = objectOf(subject);
  const href = customerId ? `/customers/${customerId}` : path;
  return (
    <span className="inline-flex flex-wrap items-center gap-x-1.5">
      {href ? (
        <Link href={to(href)} className="text-link underline-offset-2 hover:underline">
          {words}
        </Link>
      ) : (
        words
      )}
      {id ? <Id value={id} /> : null}
    </span>
  );
}

function Hash({ name, value }: { name: string; value: string }) {
  return (
    <Row name={name}>
      <span className="flex items-start gap-1">
        <span className="font-mono text-xs break-all">{value}</span>
        <CopyButton text={value} label={`Copy ${name.toLowerCase()}`} />
      </span>
    </Row>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-fg-muted">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  );
}
