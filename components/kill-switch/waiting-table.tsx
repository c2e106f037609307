import { TimeText } from '@/components/layout/time-text';
import { agentName } from '@/domain/agents/agent-cards';
import { CHANNEL_NAMES } from '@/domain/channels/channel-ids';
import { formatCount } from '@/lib/format';
import type { Waiting } from '@/server/services/kill-switch';

/** What would go if sending went on: by agent and channel, with what has waited longest and what is past its moment. */
export function WaitingTable({ waiting }: { waiting: Waiting }) {
  if (waiting.groups.length === 0) return null;
  return (
    <div>
      <table aria-label="What would go" className="w-full text-table">
        <thead>
          <tr className="text-left text-xs text-fg-muted">
            <th className="py-1 pr-3 font-normal">What would go</th>
            <th className="py-1 pr-3 text-right font-normal">Now</th>
            <th className="py-1 pr-3 text-right font-normal">Later</th>
            <th className="py-1 text-right font-normal sm:pr-3">Too late</th>
            <th className="py-1 font-normal max-sm:hidden">First due</th>
          </tr>
        </thead>
        <tbody>
          {waiting.groups.map(({ agentId, channel, dueNow, later, tooLate, oldest }) => (
            <tr key={`${agentId} ${channel}`} className="border-t border-border">
              <td className="py-1.5 pr-3">
                {agentName(agentId)}, {CHANNEL_NAMES[channel]}
                <span className="block text-xs text-fg-muted sm:hidden">
                  First due: <TimeText at={oldest} />
                </span>
              </td>
              <td className="py-1.5 pr-3 text-right tabular-nums">{formatCount(dueNow)}</td>
              <td className="py-1.5 pr-3 text-right tabular-nums">{formatCount(later)}</td>
              <td className="py-1.5 text-right tabular-nums sm:pr-3">{formatCount(tooLate)}</td>
              <td className="py-1.5 max-sm:hidden">
                <TimeText at={oldest} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {waiting.tooLate > 0 ? (
        <p className="mt-1 text-xs text-fg-muted">Those past their moment will not go: they are cancelled.</p>
      ) : null}
    </div>
  );
}
