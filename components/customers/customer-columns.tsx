import type { Column } from '@/components/data-table/column';
import { ChannelIcon, channelName } from '@/components/decisions/channel-icon';
import { TimeText } from '@/components/layout/time-text';
import { Badge } from '@/components/ui/badge';
import { customerName } from '@/domain/customers/customer-name';
import { formatCount, formatMoney } from '@/lib/format';
import type { CustomerListItem } from '@/server/services/customers';
import { countryName, customerDetail, STAGE_WORDS } from './customer-words';
import { EngagementMeter } from './engagement-meter';

/** Columns of the customer list, in the currency of the workspace; those with `isSortable` are sorted by the server. */
export function customerColumns(currency: string): Column<CustomerListItem>[] {
  return [
    { id: 'name', header: 'Customer', cell: (row) => <Who customer={row} /> },
    {
      id: 'stage',
      header: 'Stage',
      width: '112px',
      showFrom: 'sm',
      onPhone: 'text',
      cell: ({ stage }) => <Badge tone={STAGE_WORDS[stage].tone}>{STAGE_WORDS[stage].label}</Badge>,
    },
    {
      id: 'value',
      header: `Value, ${currency}`,
      align: 'right',
      isSortable: true,
      width: '120px',
      onPhone: 'aside',
      cell: (row) => formatMoney(row.lifetimeValueCents, { currency }),
    },
    {
      id: 'orders',
      header: 'Orders',
      align: 'right',
      isSortable: true,
      width: '88px',
      showFrom: 'md',
      cell: (row) => formatCount(row.orderCount),
    },
    {
      id: 'engagement',
      header: 'Engagement',
      align: 'right',
      width: '140px',
      showFrom: 'lg',
      cell: (row) => <EngagementMeter score={row.engagementScore} />,
    },
    { id: 'consent', header: 'Consent', width: '112px', showFrom: 'lg', cell: (row) => <Consents {...row} /> },
    {
      id: 'country',
      header: 'Country',
      width: '150px',
      showFrom: 'xl',
      cell: ({ country }) => <span className="text-fg-muted">{country ? countryName(country) : 'Not known'}</span>,
    },
    {
      id: 'lastEngaged',
      header: 'Last engaged',
      isSortable: true,
      width: '132px',
      showFrom: 'md',
      cell: (row) => <TimeText at={row.lastEngagedAt} />,
    },
    {
      id: 'lastSeen',
      header: 'Last seen',
      isSortable: true,
      width: '132px',
      showFrom: 'xl',
      cell: (row) => <TimeText at={row.lastSeenAt} />,
    },
  ];
}

function Who({ customer }: { customer: CustomerListItem }) {
  const detail = customerDetail(customer);
  return (
    <span className="flex min-w-0 flex-col py-0.5">
      <span className="font-medium">{customerName(customer)}</span>
      {detail ? (
        <span className="truncate text-xs text-fg-muted max-sm:break-all max-sm:whitespace-normal">{detail}</span>
      ) : null}
    </span>
  );
}

function Consents({ consents }: Pick<CustomerListItem, 'consents'>) {
  if (consents.length === 0) return <span className="text-fg-muted">None</span>;
  return (
    <span className="flex gap-1.5" title={consents.map(channelName).join(', ')}>
      {consents.map((channel) => (
        <span key={channel}>
          <ChannelIcon channel={channel} />
          <span className="sr-only">{channelName(channel)}</span>
        </span>
      ))}
    </span>
  );
}
