import { ArrowUpRight } from 'lucide-react';
import { STAGE_WORDS } from '@/components/customers/customer-words';
import { Badge } from '@/components/ui/badge';
import { Link } from '@/components/ui/link';
import type { Snapshot } from '@/domain/decisions/snapshot';
import { formatDate, formatMoney, formatRelative, MISSING, plural } from '@/lib/format';
import { channelName } from './channel-icon';
import { Fact, Section } from './section';

const TOUCHES_SHOWN = 3;

type CustomerCardProps = {
  snapshot: Snapshot;
  name: string | null;
  /** Page of the customer; null for readers whose role does not reach there. */
  href: string | null;
  timezone: string;
};

/** The customer as the agent saw them when it decided. */
export function CustomerCard({ snapshot, name, href, timezone }: CustomerCardProps) {
  const { customer, touches, workspace } = snapshot;
  const seenAt = new Date(snapshot.takenAt);
  const stage = STAGE_WORDS[customer.stage];
  const since = (instant: string | null) => (instant ? formatRelative(new Date(instant), seenAt) : MISSING);
  return (
    <Section title="Customer" note="As it was when decided">
      <div className="flex flex-wrap items-center gap-2">
        {href ? (
          <Link
            href={href}
            className="inline-flex min-h-6 items-center gap-0.5 rounded-sm text-sm font-medium text-link underline-offset-2 hover:underline"
          >
            {name ?? 'Unnamed customer'} <ArrowUpRight aria-hidden className="size-3.5" />
          </Link>
        ) : (
          <span className="text-sm font-medium">{name ?? 'Unnamed customer'}</span>
        )}
        <Badge tone={stage.tone} icon={null}>
          {stage.label}
        </Badge>
        <span className="text-xs text-fg-muted">{[customer.region, customer.country].filter(Boolean).join(', ')}</span>
      </div>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2">
        <Fact label="Lifetime value">{formatMoney(customer.lifetimeValueCents, { currency: workspace.currency })}</Fact>
        <Fact label="Orders" hint={customer.lastOrderAt ? `last ${since(customer.lastOrderAt)}` : 'none yet'}>
          {customer.orderCount}
        </Fact>
        <Fact label="Engagement" hint={customer.lastEngagedAt ? `last ${since(customer.lastEngagedAt)}` : undefined}>
          {customer.engagementScore.toFixed(2)}
        </Fact>
        <Fact label="Consent">
          <Consents snapshot={snapshot} timezone={timezone} />
        </Fact>
      </dl>
      <LastTouches touches={touches.slice(0, TOUCHES_SHOWN)} count={touches.length} seenAt={seenAt} />
    </Section>
  );
}

function LastTouches({ touches, count, seenAt }: { touches: Snapshot['touches']; count: number; seenAt: Date }) {
  if (count === 0) return <p className="text-xs text-fg-muted">No touches within the last 90 days.</p>;
  return (
    <div className="text-xs text-fg-muted">
      <p>{plural(count, 'touch', 'touches')} within 90 days, the latest:</p>
      <ul className="mt-1 flex flex-col gap-0.5">
        {touches.map((touch) => (
          <li key={`${touch.at} ${touch.channel}`} className="flex justify-between gap-2">
            <span className="text-fg">
              {channelName(touch.channel)}, {touch.action.replaceAll('_', ' ')}
            </span>
            <span>{formatRelative(new Date(touch.at), seenAt)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

const CONSENT_WORDS: Record<Snapshot['consent'][number]['status'], string> = {
  granted: 'given',
  withdrawn: 'withdrawn',
};

/** What they said last, channel by channel: what holds for one says nothing of another. */
function Consents({ snapshot, timezone }: { snapshot: Snapshot; timezone: string }) {
  const latest = new Map<string, Snapshot['consent'][number]>();
  for (const said of snapshot.consent.toSorted((a, b) => a.occurredAt.localeCompare(b.occurredAt))) {
    if (said.purpose === 'marketing') latest.set(said.channel, said);
  }
  if (latest.size === 0) return 'None';
  return (
    <ul className="flex flex-col">
      {[...latest.values()].map(({ channel, status, occurredAt }) => (
        <li key={channel}>
          {channelName(channel)}{' '}
          <span className="text-xs font-normal text-fg-muted">
            {CONSENT_WORDS[status]} {formatDate(new Date(occurredAt), timezone)}
          </span>
        </li>
      ))}
    </ul>
  );
}
