'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Anchor, Undo2 } from 'lucide-react';
import { type ReactNode, type SubmitEvent, useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { DialogClose } from '@/components/ui/dialog';
import { ErrorState } from '@/components/ui/error-state';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { SkeletonLines } from '@/components/ui/skeleton';
import { Textarea } from '@/components/ui/textarea';
import { formatCount, plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { FileImport, UndoPreview } from '@/server/services/imports';

const SHORTEST_REASON = 3;

/** What will go and what will stay, and why it is done. */
export function UndoFileForm({ file, onDone }: { file: FileImport; onDone: () => void }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const preview = useQuery(trpc.fileImports.previewUndo.queryOptions({ workspace: slug, importId: file.id }));
  const undo = useMutation(
    trpc.fileImports.undo.mutationOptions({
      async onSuccess() {
        await queries.invalidateQueries(trpc.fileImports.pathFilter());
        onDone();
      },
    }),
  );
  if (preview.error) {
    return <ErrorState description={preview.error.message} onRetry={() => void preview.refetch()} />;
  }
  if (!preview.data) return <SkeletonLines lines={6} />;
  if (preview.data.why) return <Notice tone="warn" title={preview.data.why} />;
  function submit(event: SubmitEvent) {
    event.preventDefault();
    undo.mutate({ workspace: slug, importId: file.id, reason });
  }
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <div className="flex flex-col divide-y divide-border rounded-md border border-border text-table">
        <Goes preview={preview.data} />
        <Stays preview={preview.data} kind={file.kind} />
      </div>
      <Field label="Reason" hint="Stands on this page and in the audit log." error={undo.error?.message}>
        <Textarea rows={2} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose render={<Button>Keep it</Button>} />
        <Button
          type="submit"
          variant="danger"
          pending={undo.isPending}
          disabledReason={reason.trim().length < SHORTEST_REASON ? 'Say why.' : undefined}
        >
          Undo the import
        </Button>
      </div>
    </form>
  );
}

function Goes({ preview }: { preview: UndoPreview }) {
  const { customers, orders, events, products, grants } = preview;
  const lines = [
    [customers, `${plural(customers, 'customer')} nobody else told of`],
    [orders, `${plural(orders, 'order')}, with the credit messages had for them`],
    [events, `${plural(events, 'event')}: profiles, carts and figures are worked out again without them`],
    [products, `What it told of ${plural(products, 'product')}: price, cost and the like go back`],
    [grants, `${plural(grants, 'grant of consent', 'grants of consent')}, where nobody else gave one`],
  ] as const;
  const shown = lines.filter(([count]) => count > 0);
  return (
    <Part title="What goes" icon={<Undo2 aria-hidden className="size-4 text-bad" />}>
      {shown.length === 0 ? <li className="text-fg-muted">Nothing of it is there any more.</li> : null}
      {shown.map(([, words]) => (
        <li key={words}>{words}</li>
      ))}
    </Part>
  );
}

function Stays({ preview, kind }: { preview: UndoPreview; kind: FileImport['kind'] }) {
  const { stays, ordersKept, withdrawals } = preview;
  const isOfEvents = kind === 'customers' || kind === 'orders' || kind === 'events';
  return (
    <Part title="What stays, and why" icon={<Anchor aria-hidden className="size-4 text-fg-muted" />}>
      {stays.map(({ because, count }) => (
        <li key={because}>
          {plural(count, 'customer')}, without what the file told of them. {because}.
        </li>
      ))}
      {ordersKept > 0 ? (
        <li>{plural(ordersKept, 'order')}: a discount code of ours was redeemed with them, and is in the ledger.</li>
      ) : null}
      {withdrawals > 0 ? (
        <li>{formatCount(withdrawals)} withdrawn: a no is not taken back on somebody’s behalf.</li>
      ) : null}
      {kind === 'orders' || kind === 'events' ? <li>Products that the catalogue learned of from these rows.</li> : null}
      {isOfEvents ? <li>Visits that the file joined to a customer stay joined.</li> : null}
      <li>Decisions and messages made meanwhile, as they were.</li>
      {isOfEvents ? (
        <li>Rows that a later file told again count as brought by this one: hand that file in again afterwards.</li>
      ) : null}
    </Part>
  );
}

function Part({ title, icon, children }: { title: string; icon: ReactNode; children: ReactNode }) {
  return (
    <section className="p-3">
      <h3 className="flex items-center gap-2 text-sm font-medium">
        {icon} {title}
      </h3>
      <ul className="mt-1.5 list-disc space-y-1 pl-5 sm:pl-10 text-pretty marker:text-fg-subtle">{children}</ul>
    </section>
  );
}
