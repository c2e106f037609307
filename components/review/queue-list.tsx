'use client';

import { ArrowDown } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { ChannelIcon } from '@/components/decisions/channel-icon';
import type { ReviewRow } from '@/components/decisions/decision-data';
import { OutcomeBadge } from '@/components/decisions/outcome-badge';
import { RiskBadge } from '@/components/decisions/risk-badge';
import { Badge } from '@/components/ui/badge';
import { cn } from '@/components/ui/cn';
import { Link } from '@/components/ui/link';
import { formatMoney, plural } from '@/lib/format';
import { SlaBadge } from './sla-badge';
import type { ClockReading } from './use-page-clock';

type QueueListProps = {
  rows: readonly ReviewRow[];
  currentId: string | null;
  /** Decided since the queue was opened; shown on demand. */
  newCount: number;
  onShowNew: () => void;
  hrefOf: (id: string) => string;
  onSelect: (id: string) => void;
  onWarm: (id: string) => void;
  clock: ClockReading;
  /** What is chosen for one verdict together; null where nothing can be chosen. */
  selection: { ids: ReadonlySet<string>; onToggle: (id: string) => void } | null;
};

/** What waits, the most pressing first. */
export function QueueList(props: QueueListProps) {
  const { rows, currentId, newCount, onShowNew, hrefOf, onSelect, onWarm, clock, selection } = props;
  return (
    <nav aria-label="Waiting decisions" className="relative">
      <ol className="divide-y divide-border">
        {rows.map((row) => (
          <QueueRow
            key={row.id}
            row={row}
            isCurrent={row.id === currentId}
            href={hrefOf(row.id)}
            onSelect={onSelect}
            onWarm={onWarm}
            clock={clock}
            selection={selection}
          />
        ))}
      </ol>
      {newCount > 0 ? (
        <div className="pointer-events-none sticky bottom-3 flex justify-center py-2">
          <button
            type="button"
            onClick={onShowNew}
            className="pointer-events-auto inline-flex h-8 items-center gap-1.5 rounded-full bg-primary px-3.5 text-table font-medium text-primary-fg shadow-raised hover:bg-primary-hover pointer-coarse:h-11"
          >
            <ArrowDown aria-hidden className="size-3.5" /> {plural(newCount, 'new decision')}
          </button>
        </div>
      ) : null}
    </nav>
  );
}

type QueueRowProps = Pick<QueueListProps, 'onSelect' | 'onWarm' | 'clock' | 'selection'> & {
  row: ReviewRow;
  isCurrent: boolean;
  href: string;
};

function QueueRow({ row, isCurrent, href, onSelect, onWarm, clock, selection }: QueueRowProps) {
  const { desk } = row;
  const other = desk.claim && !desk.claim.isMine ? desk.claim.name : null;
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (!isCurrent) return;
    link.current?.scrollIntoView({ block: 'nearest' });
    // Whoever pressed a row goes on by key: two rows would be marked.
    if (document.activeElement?.matches('[data-queue-row]')) link.current?.focus({ preventScroll: true });
  }, [isCurrent]);
  return (
    <li className="relative">
      {selection ? (
        <label className="absolute bottom-2 left-3 z-1 grid size-6 place-items-center pointer-coarse:size-11">
          <input
            type="checkbox"
            aria-label={`Select ${row.customer.name ?? 'unnamed customer'}`}
            checked={selection.ids.has(row.id)}
            onChange={() => selection.onToggle(row.id)}
            className="size-3.5 accent-(--primary)"
          />
        </label>
      ) : null}
      <Link
        ref={link}
        data-queue-row
        href={href}
        prefetch={false}
        aria-current={isCurrent || undefined}
        onPointerEnter={() => onWarm(row.id)}
        onClick={(event) => {
          // A press with a key held opens a tab, as links do.
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          onSelect(row.id);
        }}
        className={cn(
          'relative grid grid-cols-[auto_minmax(0,1fr)_auto] items-start gap-x-2.5 gap-y-0.5 px-4 py-2.5 -outline-offset-2 hover:bg-hover',
          isCurrent && 'bg-hover before:absolute before:inset-y-0 before:left-0 before:w-0.75 before:bg-accent',
        )}
      >
        <ChannelIcon channel={row.channel} className="mt-0.5" />
        <span className="truncate text-sm font-medium">{row.customer.name ?? 'Unnamed customer'}</span>
        <span className="justify-self-end">
          {row.outcome === 'in_review' && desk.snoozedUntil ? (
            <Badge tone="neutral">Snoozed</Badge>
          ) : row.slaDueAt ? (
            <SlaBadge slaDueAt={row.slaDueAt} reviewFrom={row.reviewFrom} clock={clock} />
          ) : (
            <OutcomeBadge outcome={row.outcome} />
          )}
        </span>
        <span className="col-start-2 col-end-4 truncate text-table text-fg-muted">{proposalWords(row)}</span>
        <span className="col-start-2 truncate text-xs text-fg-muted">
          {formatMoney(row.valueCents, { currency: row.currency, signed: true })} expected
          {other ? ` · ${other} is reviewing` : desk.assignee ? ` · for ${desk.assignee.name}` : null}
        </span>
        <RiskBadge risk={row.risk} className="justify-self-end" />
      </Link>
    </li>
  );
}

function proposalWords({ actionName, percentOff }: ReviewRow): string {
  return `${actionName ?? 'Message'}${percentOff ? `, ${percentOff}% off` : ''}`;
}
