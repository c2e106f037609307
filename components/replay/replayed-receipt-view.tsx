'use client';

import { useQuery } from '@tanstack/react-query';
import { GuardrailList } from '@/components/decisions/guardrail-list';
import { withLocalTimes } from '@/components/decisions/local-times';
import { OutcomeBadge } from '@/components/decisions/outcome-badge';
import { proposalOf } from '@/components/decisions/proposal-line';
import { ReasonList } from '@/components/decisions/reason-list';
import { Fact } from '@/components/decisions/section';
import { BackLink } from '@/components/layout/back-link';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { PoliciesSkeleton } from '@/components/policies/policies-skeleton';
import { Tag } from '@/components/ui/badge';
import { LinkButton } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { CHANGE_KINDS } from '@/domain/replay/change-kinds';
import { formatMoney, formatRate, MISSING } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { ReplayedSide } from '@/server/services/replay';
import { answerWords, isOfTheAgent, moveWords } from './prepare-replay';
import { RuleName } from './replay-figures';
import { useActionNames } from './use-action-names';

type ReplayedReceiptViewProps = { runId: string; decisionId: string };

/** One changed decision: as it was and as it would be, with both sides' verdicts. */
export function ReplayedReceiptView({ runId, decisionId }: ReplayedReceiptViewProps) {
  const { slug, to, timezone } = useWorkspace();
  const trpc = useTRPC();
  const run = useQuery(trpc.replay.get.queryOptions({ workspace: slug, runId }));
  const receipt = useQuery(trpc.replay.receipt.queryOptions({ workspace: slug, runId, decisionId }));
  const back = (
    <BackLink href={to(`/policies/replays/${runId}`)}>{run.data ? `Replay: ${run.data.name}` : 'Replay'}</BackLink>
  );
  const error = receipt.error ?? run.error;
  if (error) {
    return (
      <PageBody>
        {back}
        <ErrorState
          isWholePage
          description={error.message}
          onRetry={() => {
            void run.refetch();
            void receipt.refetch();
          }}
        />
      </PageBody>
    );
  }
  if (!run.data || !receipt.data) return <PoliciesSkeleton />;
  const { before, after, change } = receipt.data;
  return (
    <PageBody>
      <PageHeader
        back={back}
        title={proposalOf(change.summary)}
        status={change.kinds.map((kind) => <Tag key={kind}>{CHANGE_KINDS[kind]}</Tag>)}
        description={
          <>
            Decided <TimeText at={change.decidedAt} as="absolute" />.{' '}
            {isOfTheAgent(change.rules) ? (
              `${moveWords(change.kinds, before.answer, after.answer, timezone) ?? 'The agent proposes something else'}.`
            ) : (
              <>
                Judged otherwise by{' '}
                {change.rules.map((rule, index) => (
                  <span key={rule}>
                    {index > 0 ? ', ' : null}
                    <RuleName rule={rule} />
                  </span>
                ))}
                .
              </>
            )}
          </>
        }
        actions={<LinkButton href={to(`/decisions/${decisionId}`)}>Open the decision</LinkButton>}
      />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-2">
        <Side title="As it was decided then" side={before} currency={run.data.currency} />
        <Side title={`Under ${run.data.name}`} side={after} currency={run.data.currency} />
      </div>
    </PageBody>
  );
}

function Side({ title, side, currency }: { title: string; side: ReplayedSide; currency: string }) {
  const { timezone } = useWorkspace();
  const { actions } = useActionNames();
  const { answer, verdicts, reasons, outcomeReason } = side;
  return (
    <Card>
      <CardHeader title={title} actions={<OutcomeBadge outcome={answer.outcome} />} />
      <CardBody className="flex flex-col gap-5">
        {outcomeReason ? <p className="text-sm">{withLocalTimes(outcomeReason, timezone)}</p> : null}
        <dl className="grid grid-cols-2 gap-x-6 gap-y-3">
          <Fact label="What">{answerWords(answer, actions) ?? 'Nothing'}</Fact>
          <Fact label="Send time">
            {answer.sendAt ? <TimeText at={new Date(answer.sendAt)} as="absolute" /> : MISSING}
          </Fact>
          <Fact label="Chance of an order">{formatRate(answer.probability)}</Fact>
          <Fact label="Expected value, less the discount">
            {answer.action === null ? MISSING : formatMoney(answer.expectedValueCents, { currency })}
          </Fact>
        </dl>
        <section className="flex flex-col gap-2">
          <h3 className="text-xs text-fg-muted">Guardrails</h3>
          {verdicts.length > 0 ? (
            <GuardrailList verdicts={verdicts} currency={currency} timezone={timezone} />
          ) : (
            <p className="text-table text-fg-muted">There was no message to check.</p>
          )}
        </section>
        <section className="flex flex-col gap-2">
          <h3 className="text-xs text-fg-muted">Reasons</h3>
          <ReasonList reasons={reasons} timezone={timezone} />
        </section>
      </CardBody>
    </Card>
  );
}
