'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CirclePause, Megaphone, Plus } from 'lucide-react';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
import { useMemo, useState } from 'react';
import type { Column } from '@/components/data-table/column';
import { DataTable } from '@/components/data-table/data-table';
import { FilterRow, PageBody, PageHeader } from '@/components/layout/page-header';
import { useWorkspace } from '@/components/layout/workspace-context';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button, LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Checkbox } from '@/components/ui/checkbox';
import { EmptyState } from '@/components/ui/empty-state';
import { NoMatch } from '@/components/ui/no-match';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { notify } from '@/components/ui/toast';
import { CHANNEL_NAMES } from '@/domain/channels/channel-ids';
import { formatCount, formatMoney, MISSING, plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { CampaignListItem } from '@/server/services/campaigns';
import { CampaignStatusBadge } from './campaign-status';
import { triggerWords } from './campaign-words';

const SHOWN = ['current', 'running', 'waiting', 'archived'] as const;
const SEGMENTS = [
  { value: 'current', label: 'All' },
  { value: 'running', label: 'Running' },
  { value: 'waiting', label: 'Waiting' },
  { value: 'archived', label: 'Archived' },
] as const;

const FITS: Record<(typeof SHOWN)[number], (item: CampaignListItem) => boolean> = {
  current: ({ status }) => status !== 'archived',
  running: ({ status }) => status === 'running',
  waiting: ({ status }) => status === 'submitted' || status === 'approved',
  archived: ({ status }) => status === 'archived',
};

/** Every campaign of the library, where each stands and what came of it. */
export function CampaignsView() {
  const { slug, currency, timezone, to, may } = useWorkspace();
  const trpc = useTRPC();
  const list = useQuery(trpc.campaigns.list.queryOptions({ workspace: slug }));
  const [shown, setShown] = useQueryState('show', parseAsStringLiteral(SHOWN).withDefault('current'));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => list.data?.filter(FITS[shown]), [list.data, shown]);
  const running = (rows ?? []).filter(({ id, status }) => chosen.has(id) && status === 'running');
  const canPause = may('campaigns.pause');
  const columns = useMemo(
    () => columnsOf({ currency, timezone, chosen, setChosen, canPause }),
    [currency, timezone, chosen, canPause],
  );
  const make = may('campaigns.edit') ? (
    <LinkButton href={to('/campaigns/new')} variant="primary">
      <Plus aria-hidden /> New campaign
    </LinkButton>
  ) : null;
  return (
    <PageBody>
      <PageHeader
        title="Campaigns"
        description="What customers are told besides their own carts and silences: whom for, when, on which channels, and what came of it."
        actions={list.data?.length ? make : null}
      />
      <FilterRow>
        <SegmentedControl
          label="Show"
          segments={SEGMENTS}
          value={shown}
          onValueChange={(next) => void setShown(next)}
        />
        {running.length > 0 ? <BulkPause campaigns={running} onDone={() => setChosen(new Set())} /> : null}
      </FilterRow>
      <Card>
        <DataTable
          label="Campaigns"
          columns={columns}
          rows={rows}
          rowId={(row) => row.id}
          rowHref={(row) => to(`/campaigns/${row.id}`)}
          error={list.error && !list.data ? { message: list.error.message, onRetry: () => void list.refetch() } : null}
          empty={
            list.data?.length ? (
              <NoMatch
                title="No campaign stands there"
                description="There are others: look at all of them."
                clearLabel="Show all"
                onClear={() => void setShown('current')}
              />
            ) : (
              <EmptyState
                icon={Megaphone}
                title="No campaign yet"
                description="Write one, have somebody else approve it, and it speaks to whoever it is for."
                actions={make}
              />
            )
          }
          countText={rows ? plural(rows.length, 'campaign') : undefined}
          skeletonRows={5}
        />
      </Card>
    </PageBody>
  );
}

type ColumnFacts = {
  currency: string;
  timezone: string;
  chosen: ReadonlySet<string>;
  setChosen: (chosen: ReadonlySet<string>) => void;
  canPause: boolean;
};

function columnsOf({ currency, timezone, chosen, setChosen, canPause }: ColumnFacts): Column<CampaignListItem>[] {
  const money = (cents: number) => formatMoney(cents, { currency });
  function toggle(id: string) {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  }
  return [
    {
      id: 'name',
      header: 'Campaign',
      sortValue: (row) => row.name.toLowerCase(),
      cell: (row) => (
        <span className="flex flex-col">
          <span className="font-medium">{row.name}</span>
          <span className="text-xs text-fg-muted">{triggerWords(row.trigger, timezone)}</span>
        </span>
      ),
    },
    {
      id: 'status',
      header: 'Status',
      width: '150px',
      onPhone: 'aside',
      sortValue: (row) => row.status,
      cell: (row) => <CampaignStatusBadge status={row.status} isStopped={row.isStopped} />,
    },
    {
      id: 'channels',
      header: 'Channels',
      showFrom: 'lg',
      cell: (row) => row.channels.map((channel) => CHANNEL_NAMES[channel]).join(', '),
    },
    { id: 'owner', header: 'Owner', showFrom: 'xl', cell: (row) => row.author?.name ?? MISSING },
    {
      id: 'budget',
      header: 'Spent of budget',
      align: 'right',
      showFrom: 'lg',
      sortValue: (row) => row.results.spentCents,
      cell: ({ results, budgetCents }) =>
        `${money(results.spentCents)} of ${budgetCents === null ? 'no cap' : money(budgetCents)}`,
    },
    {
      id: 'reached',
      header: 'Reached',
      align: 'right',
      showFrom: 'sm',
      onPhone: 'line',
      sortValue: (row) => row.results.reached,
      cell: (row) => formatCount(row.results.reached),
    },
    {
      id: 'touches',
      header: 'Touches',
      align: 'right',
      showFrom: 'md',
      sortValue: (row) => row.results.touches,
      cell: (row) => formatCount(row.results.touches),
    },
    {
      id: 'revenue',
      header: 'Revenue',
      align: 'right',
      showFrom: 'sm',
      onPhone: 'line',
      sortValue: (row) => row.results.revenueCents,
      cell: (row) => money(row.results.revenueCents),
    },
    {
      id: 'rpmt',
      header: 'RpMT',
      align: 'right',
      showFrom: 'md',
      onPhone: 'line',
      sortValue: ({ results }) => (results.touches > 0 ? results.revenueCents / results.touches : null),
      cell: ({ results }) => (results.touches > 0 ? money(results.revenueCents / results.touches) : MISSING),
    },
    ...(canPause
      ? [
          {
            id: 'choose',
            header: '',
            width: '48px',
            onPhone: 'aside' as const,
            cell: (row: CampaignListItem) =>
              row.status === 'running' ? (
                <span className="relative z-10">
                  <Checkbox
                    isLabelHidden
                    label={`Choose ${row.name}`}
                    checked={chosen.has(row.id)}
                    onCheckedChange={() => toggle(row.id)}
                  />
                </span>
              ) : null,
          },
        ]
      : []),
  ];
}

function BulkPause({ campaigns, onDone }: { campaigns: readonly CampaignListItem[]; onDone: () => void }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const pause = useMutation(
    trpc.campaigns.pause.mutationOptions({
      async onSuccess({ paused }) {
        await queryClient.invalidateQueries(trpc.campaigns.pathFilter());
        notify({
          tone: 'good',
          title: `${plural(paused.length, 'campaign')} paused`,
          description: 'Resume each on its own page.',
        });
        onDone();
      },
    }),
  );
  return (
    <AlertDialog
      trigger={
        <Button>
          <CirclePause aria-hidden /> Pause {plural(campaigns.length, 'campaign')}
        </Button>
      }
      title={`Pause ${plural(campaigns.length, 'campaign')}?`}
      description={`${campaigns.map(({ name }) => name).join(', ')}. Nobody begins and nobody gets a further message until each is resumed; what was approved before still leaves.`}
      confirmLabel="Pause"
      pending={pause.isPending}
      onConfirm={() => pause.mutate({ workspace: slug, campaignIds: campaigns.map(({ id }) => id) })}
    />
  );
}
