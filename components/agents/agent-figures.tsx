import { Fact } from '@/components/decisions/section';
import { useWorkspace } from '@/components/layout/workspace-context';
import { formatCount, formatMoney, formatRate, MISSING } from '@/lib/format';
import type { AgentFigures } from '@/server/services/agents';

/** Revenue per marketing touch, in words; a dash where nothing was delivered. */
export function rpmtText({ revenueCents, touches }: AgentFigures, currency: string): string {
  return touches > 0 ? formatMoney(revenueCents / touches, { currency, decimals: 3 }) : MISSING;
}

/** What came of an agent's or action's decisions. */
export function AgentResults({ figures }: { figures: AgentFigures }) {
  const { currency } = useWorkspace();
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
      <Fact label="Touches">{formatCount(figures.touches)}</Fact>
      <Fact label="Orders">{formatCount(figures.orders)}</Fact>
      <Fact label="Revenue">{formatMoney(figures.revenueCents, { currency })}</Fact>
      <Fact label="Revenue per touch">{rpmtText(figures, currency)}</Fact>
    </dl>
  );
}

/** How much of what an agent decides people look at, and how often they decide otherwise. */
export function AgentOversight({ figures, decisionsToday }: { figures: AgentFigures; decisionsToday: number }) {
  const share = (value: number | null) => (value === null ? MISSING : formatRate(value, 1));
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
      <Fact label="Decisions today">{formatCount(decisionsToday)}</Fact>
      <Fact label="Last 30 days">{formatCount(figures.decisions)}</Fact>
      <Fact label="Sent to review">{share(figures.reviewedShare)}</Fact>
      <Fact label="Overridden">{share(figures.overrideRate)}</Fact>
    </dl>
  );
}
