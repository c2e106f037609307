'use client';

import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { BookText, Download } from 'lucide-react';
import { useQueryStates } from 'nuqs';
import { useMemo } from 'react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { FilterRow } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { buttonStyles } from '@/components/ui/button';
import { Card, CardHeader } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { Link } from '@/components/ui/link';
import { NoMatch } from '@/components/ui/no-match';
import { Select } from '@/components/ui/select';
import { LEDGER_KINDS } from '@/domain/offers/discount-ledger';
import { formatMoney, MISSING } from '@/lib/format';
import { ledgerFilterParams } from '@/lib/offer-filter-params';
import { useTRPC } from '@/lib/trpc/client';
import type { LedgerItem, OfferPolicyItem } from '@/server/services/offers';
import { KIND_WORDS } from './offer-words';

const ANY = 'any';
const KINDS = [
  { value: ANY, label: 'Any movement' },
  ...LEDGER_KINDS.map((kind) => ({ value: kind as string, label: KIND_WORDS[kind] })),
];

/** The discount ledger: every movement with the totals after it, filtered in the address, and as a file. */
export function LedgerCard({ offers }: { offers: readonly OfferPolicyItem[] }) {
  const { slug, currency, to, may } = useWorkspace();
  const trpc = useTRPC();
  const [{ offer, kind }, set] = useQueryStates(ledgerFilterParams, { history: 'replace' });
  const list = useInfiniteQuery({
    ...trpc.offers.ledger.infiniteQueryOptions(
      { workspace: slug, ...(offer && { offerPolicyId: offer }), ...(kind && { kind }) },
      { getNextPageParam: (page) => page.nextCursor },
    ),
    placeholderData: keepPreviousData,
  });
  const rows = useMemo(() => list.data?.pages.flatMap(({ items }) => items), [list.data]);
  const columns = useMemo(() => columnsOf(currency, to, may('customers.read')), [currency, to, may]);
  const query = new URLSearchParams({ workspace: slug, ...(offer && { offer }), ...(kind && { kind }) });
  const isFiltered = offer !== null || kind !== null;
  return (
    <Card>
      <CardHeader
        title="Discount ledger"
        description="Every movement, never rewritten. Totals are the budget’s after it; a code that a person approved for itself has none."
        actions={
          <a href={`/api/exports/ledger?${query}`} download className={buttonStyles({ size: 'sm' })}>
            <Download aria-hidden /> Export as CSV
          </a>
        }
      />
      <FilterRow className="px-4 pb-3">
        <Select
          label="Offer"
          className="w-56"
          options={[{ value: ANY, label: 'Any offer' }, ...offers.map(({ id, name }) => ({ value: id, label: name }))]}
          value={offer ?? ANY}
          onValueChange={(value) => void set({ offer: value === ANY ? null : value })}
        />
        <Select
          label="Movement"
          className="w-44"
          options={KINDS}
          value={kind ?? ANY}
          onValueChange={(value) => void set({ kind: LEDGER_KINDS.find((each) => each === value) ?? null })}
        />
      </FilterRow>
      <DataTable
        label="Discount ledger"
        columns={columns}
        rows={rows}
        rowId={({ seq }) => seq}
        error={list.error && !rows ? { message: list.error.message, onRetry: () => void list.refetch() } : null}
        empty={
          isFiltered ? (
            <NoMatch title="No movement fits these filters" onClear={() => void set({ offer: null, kind: null })} />
          ) : (
            <EmptyState
              icon={BookText}
              title="No code was given yet"
              description="Each code that is given, used or runs out stands here with what it did to its budget."
            />
          )
        }
        hasMore={list.hasNextPage}
        onLoadMore={() => void list.fetchNextPage()}
        isLoadingMore={list.isFetchingNextPage}
      />
    </Card>
  );
}

const LINK = 'inline-flex min-h-6 items-center text-link underline-offset-2 hover:underline';

function columnsOf(currency: string, to: (path: string) => string, maySeeCustomers: boolean): Column<LedgerItem>[] {
  const money = (cents: number | null) => (cents === null ? MISSING : formatMoney(cents, { currency }));
  const change = (cents: number) => (cents === 0 ? MISSING : formatMoney(cents, { currency, signed: true }));
  return [
    {
      id: 'at',
      header: 'When',
      width: '180px',
      showFrom: 'sm',
      onPhone: 'aside',
      cell: ({ at }) => <TimeText at={at} as="second" />,
    },
    {
      id: 'kind',
      header: 'Movement',
      cell: (row) =>
        row.decisionId ? (
          <Link href={to(`/decisions/${row.decisionId}`)} className={LINK} title="The decision that gave the code">
            {KIND_WORDS[row.kind]}
          </Link>
        ) : (
          KIND_WORDS[row.kind]
        ),
    },
    ...(maySeeCustomers ? [customerColumn(to)] : []),
    {
      id: 'offer',
      header: 'Offer',
      showFrom: 'lg',
      onPhone: 'text',
      cell: (row) => row.offerPolicyName ?? <span className="text-fg-muted">Approved for itself</span>,
    },
    {
      id: 'held',
      header: 'Held',
      align: 'right',
      showFrom: 'sm',
      onPhone: 'line',
      cell: (row) => change(row.reservedDeltaCents),
    },
    { id: 'spent', header: 'Spent', align: 'right', cell: (row) => change(row.settledDeltaCents) },
    { id: 'overrun', header: 'Overrun', align: 'right', showFrom: 'lg', cell: (row) => change(row.overrunCents) },
    { id: 'reserved', header: 'Held in all', align: 'right', showFrom: 'md', cell: (row) => money(row.reservedCents) },
    { id: 'settled', header: 'Spent in all', align: 'right', showFrom: 'md', cell: (row) => money(row.settledCents) },
    { id: 'left', header: 'Left', align: 'right', onPhone: 'line', cell: (row) => money(row.leftCents) },
  ];
}

function customerColumn(to: (path: string) => string): Column<LedgerItem> {
  return {
    id: 'customer',
    header: 'Customer',
    onPhone: 'text',
    cell: ({ customer }) =>
      customer ? (
        <Link href={to(`/customers/${customer.id}`)} className={LINK}>
          {customer.name ?? 'Unnamed customer'}
        </Link>
      ) : (
        MISSING
      ),
  };
}
