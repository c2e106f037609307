import { useWorkspace } from '@/components/layout/workspace-context';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { actionName, agentName } from '@/domain/agents/agent-cards';
import { CHANNEL_NAMES } from '@/domain/channels/channel-ids';
import { formatDateTime, plural } from '@/lib/format';
import { OUTCOME_WORDS } from '@/lib/words/outcome-words';
import type { NowProposal } from '@/server/services/decisions';

/** Says that decisions for this customer wait already, what becomes of each if this one were made, and leads to them. */
export function WaitingAlready({ proposal: { decided, snapshot } }: { proposal: NowProposal }) {
  const { to, timezone } = useWorkspace();
  const { pending } = snapshot;
  if (pending.length === 0) return null;
  const displaced = new Set(decided.displaces.map(({ decisionId }) => decisionId));
  return (
    <Notice
      tone="warn"
      title={`${plural(pending.length, 'decision')} for this customer ${verb(pending.length)} already`}
    >
      <ul className="mt-1 flex flex-col gap-1">
        {pending.map(({ decisionId, agentId, action, channel, outcome, sendAt }) => (
          <li key={decisionId}>
            <Link href={to(`/decisions/${decisionId}`)} className="text-link underline underline-offset-2">
              {actionName(agentId, action)} by {CHANNEL_NAMES[channel]}
            </Link>{' '}
            of the {agentName(agentId)} agent: {OUTCOME_WORDS[outcome].label.toLowerCase()}, not before{' '}
            {formatDateTime(new Date(sendAt), timezone)}.
            {displaced.has(decisionId) ? ' It would be cancelled for this one.' : null}
            {decided.yieldsTo === decisionId ? ' It goes first, so this one would not be made.' : null}
          </li>
        ))}
      </ul>
    </Notice>
  );
}

const verb = (count: number) => (count === 1 ? 'waits' : 'wait');
