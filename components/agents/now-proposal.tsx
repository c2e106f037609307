import { ConsideredList } from '@/components/decisions/considered-list';
import { verdictSummary } from '@/components/decisions/finding-words';
import { GuardrailList } from '@/components/decisions/guardrail-list';
import { withLocalTimes } from '@/components/decisions/local-times';
import { MessagePreview } from '@/components/decisions/message-preview';
import { OUTCOME_ICONS } from '@/components/decisions/outcome-badge';
import { proposalOf } from '@/components/decisions/proposal-line';
import { ReasonList } from '@/components/decisions/reason-list';
import { Section } from '@/components/decisions/section';
import { ownRoads, setAside } from '@/components/decisions/set-aside';
import { SetAsideList } from '@/components/decisions/set-aside-list';
import { useThresholdHref } from '@/components/decisions/use-threshold-href';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { AGENT_CARDS } from '@/domain/agents/agent-cards';
import type { FirstOutcome } from '@/domain/decisions/decided';
import { formatDateTime, plural } from '@/lib/format';
import { OUTCOME_WORDS } from '@/lib/words/outcome-words';
import type { NowProposal as Proposal } from '@/server/services/decisions';
import { WaitingAlready } from './waiting-already';

const WOULD: Record<FirstOutcome, string> = {
  scheduled: 'It would go out by itself',
  in_review: 'It would wait for a person',
  blocked: 'A guardrail would stop it',
  held_out: 'It would be held back on purpose',
  skipped: 'It would do nothing',
};

const AGENT_NAMES = Object.fromEntries(AGENT_CARDS.map(({ id, name }) => [id, name]));

type NowProposalProps = { proposal: Proposal; name: string | null; customerId: string; onAskAgain: () => void };

/** What an agent would do now: the outcome first, then why, the roads, the guardrails and the message. */
export function NowProposal({ proposal, name, customerId, onAskAgain }: NowProposalProps) {
  const { decided, message } = proposal;
  const { currency, timezone, to, name: shop } = useWorkspace();
  const thresholdHref = useThresholdHref();
  const { outcome, chosen, summary, outcomeReason, sendAt, verdicts, reasons } = decided;
  const facts = {
    agentId: decided.agentId,
    considered: [...decided.considered],
    agentNames: AGENT_NAMES,
    reasons: [...reasons],
    heldOut: decided.heldOut,
    outsideCohort: decided.outsideCohort,
  };
  const own = ownRoads(facts);
  const why = outcome === 'blocked' || decided.outsideCohort ? outcomeReason : null;
  return (
    <div className="flex flex-col gap-5">
      <Notice
        role="status"
        tone={OUTCOME_WORDS[outcome].tone}
        icon={OUTCOME_ICONS[outcome]}
        title={outcome === 'skipped' ? `${WOULD.skipped}.` : `${WOULD[outcome]}: ${proposalOf(summary)}`}
        actions={
          <Button size="sm" onClick={onAskAgain}>
            Ask again
          </Button>
        }
      >
        <p>
          About{' '}
          <Link href={to(`/customers/${customerId}`)} className="text-link underline underline-offset-2">
            {name ?? 'this customer'}
          </Link>
          {sendAt ? `, not before ${formatDateTime(new Date(sendAt), timezone)}` : null}.{' '}
          {why ? withLocalTimes(why, timezone) : null}
        </p>
      </Notice>
      <WaitingAlready proposal={proposal} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-5">
          <Section title="Why">
            <ReasonList reasons={reasons} timezone={timezone} />
          </Section>
          <Section title="Candidates" note={plural(own.length, 'road')}>
            <ConsideredList
              considered={own}
              currency={currency}
              chosenKind={chosen?.probabilityKind ?? null}
              hasPropensity
            />
          </Section>
          <Section title="What would be set aside, and why">
            <SetAsideList items={setAside(facts)} hrefOf={(id) => to(`/decisions/${id}`)} />
          </Section>
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          {verdicts.length > 0 ? (
            <Section title="Guardrails" note={verdictSummary(verdicts)}>
              <GuardrailList
                verdicts={verdicts}
                currency={currency}
                timezone={timezone}
                proof={{ flips: proposal.flips, hrefOf: thresholdHref(proposal.policyVersion) }}
              />
            </Section>
          ) : null}
          {message ? (
            <MessagePreview
              message={message}
              from={shop}
              title="The message it would send"
              hasSampleCode={chosen?.offer != null}
              hasDark
            />
          ) : null}
        </div>
      </div>
    </div>
  );
}
