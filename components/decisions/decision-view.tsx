'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowLeft, ArrowUpRight, EyeOff, SearchX } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge } from '@/components/ui/badge';
import { LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { Id } from '@/components/ui/code';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { Notice } from '@/components/ui/notice';
import { SkeletonLines } from '@/components/ui/skeleton';
import { REJECT_REASONS } from '@/domain/review/reject-reasons';
import { formatMoney, formatRate, MISSING, plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import { channelName } from './channel-icon';
import { ConfidenceKind } from './confidence-kind';
import { ConsideredList } from './considered-list';
import { CustomerCard } from './customer-card';
import type { DecisionReceipt } from './decision-data';
import { DecisionSkeleton } from './decision-skeleton';
import { verdictSummary } from './finding-words';
import { GuardrailList } from './guardrail-list';
import { withLocalTimes } from './local-times';
import { MessagePreview } from './message-preview';
import { OutcomeBadge } from './outcome-badge';
import { OUTCOME_WORDS, triggerWords } from './outcome-words';
import { proposalOf } from './proposal-line';
import { RawRecord } from './raw-record';
import { ReasonList } from './reason-list';
import { Fact, Section } from './section';
import { StatusTimelineView } from './status-timeline-view';

/** One decision, as a receipt: what was decided, why, what each check said, and what came of it. */
export function DecisionView({ decisionId }: { decisionId: string }) {
  const { person, may } = useWorkspace();
  if (!may('decisions.read')) return <ForbiddenState role={person.role} right="decisions.read" what="This decision" />;
  return <Receipt decisionId={decisionId} />;
}

function Receipt({ decisionId }: { decisionId: string }) {
  const trpc = useTRPC();
  const { slug, to } = useWorkspace();
  const { data, error, isError, refetch } = useQuery(trpc.decisions.get.queryOptions({ workspace: slug, decisionId }));
  if (isError && !data) {
    const isMissing = error.data?.code === 'NOT_FOUND';
    return (
      <PageBody>
        {isMissing ? (
          <EmptyState
            isWholePage
            icon={SearchX}
            title="There is no such decision"
            description="The link may be old, or lead into another workspace."
            actions={<LinkButton href={to('/decisions')}>All decisions</LinkButton>}
          />
        ) : (
          <ErrorState
            isWholePage
            title="This decision cannot be shown"
            description={error.message}
            onRetry={() => void refetch()}
          />
        )}
      </PageBody>
    );
  }
  return data ? <Loaded decision={data} /> : <DecisionSkeleton />;
}

function Loaded({ decision }: { decision: DecisionReceipt }) {
  const { to, may, timezone } = useWorkspace();
  const canReview = decision.outcome === 'in_review' && may('review.decide');
  return (
    <PageBody>
      <PageHeader
        back={
          <Link href={to('/decisions')} className="inline-flex min-h-6 items-center gap-1 hover:text-fg">
            <ArrowLeft aria-hidden className="size-3.5" /> Decisions
          </Link>
        }
        title={decision.actionName ?? 'Nothing was done'}
        status={
          <>
            <OutcomeBadge outcome={decision.outcome} />
            {decision.isSimulated ? (
              <Badge tone="neutral" icon={null}>
                Demo data
              </Badge>
            ) : null}
          </>
        }
        description={proposalOf(decision.summary)}
        actions={
          canReview ? (
            <LinkButton variant="primary" href={to(`/inbox?sel=${decision.id}`)}>
              Review it
            </LinkButton>
          ) : null
        }
      />
      <Card className="px-4 py-4">
        <StatusTimelineView facts={decision} />
      </Card>
      <OutcomeNotice decision={decision} timezone={timezone} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(320px,400px)]">
        <div className="flex min-w-0 flex-col gap-5">
          <Block>
            <Section title="What it was worth">
              <Worth decision={decision} />
            </Section>
          </Block>
          <Block>
            <Section title="Why">
              <ReasonList reasons={decision.reasons} timezone={timezone} />
            </Section>
          </Block>
          <Block>
            <Section title="Roads considered" note={plural(decision.considered.length, 'road')}>
              <ConsideredList considered={decision.considered} currency={decision.currency} />
            </Section>
          </Block>
          {decision.chosen && may('messages.read') ? <Message decision={decision} /> : null}
          {decision.credits.length > 0 ? (
            <Block>
              <Section title="Orders credited to it" note="last touch, within 7 days">
                <Credits decision={decision} />
              </Section>
            </Block>
          ) : null}
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          {decision.verdicts.length > 0 ? (
            <Block>
              <Section title="Guardrails" note={verdictSummary(decision.verdicts)}>
                <GuardrailList verdicts={decision.verdicts} currency={decision.currency} timezone={timezone} />
              </Section>
            </Block>
          ) : null}
          {decision.snapshot ? (
            <Block>
              <CustomerCard
                snapshot={decision.snapshot}
                name={decision.customer.name}
                href={to(`/customers/${decision.customer.id}`)}
                timezone={timezone}
              />
            </Block>
          ) : null}
          {decision.offer ? (
            <Block>
              <Offer offer={decision.offer} currency={decision.currency} />
            </Block>
          ) : null}
          <Block>
            <Origin decision={decision} />
          </Block>
        </div>
      </div>
      <Card className="px-4 py-3">
        <RawRecord record={decision} fileName={`decision-${decision.id}.json`} />
      </Card>
    </PageBody>
  );
}

function Block({ children }: { children: ReactNode }) {
  return <Card className="px-4 py-3.5">{children}</Card>;
}

function OutcomeNotice({ decision, timezone }: { decision: DecisionReceipt; timezone: string }) {
  const { outcome, review } = decision;
  const outcomeReason = decision.outcomeReason && withLocalTimes(decision.outcomeReason, timezone);
  if (decision.heldOut)
    return (
      <Notice tone="neutral" icon={EyeOff} title="Held out on purpose">
        This customer belongs to the share that gets no touches, drawn once and for good. What they buy without being
        written to is what the effect of writing is measured against. All guardrails ran all the same, so that both
        groups can be compared.
      </Notice>
    );
  if (review)
    return (
      <Notice
        tone="neutral"
        title={`${outcome === 'rejected' ? 'Rejected' : 'Approved'} by ${review.by ?? 'a reviewer'}`}
      >
        {review.reason ? <p>{reasonWords(review.reason)}</p> : null}
        {review.note ? <p className="whitespace-pre-wrap">“{review.note}”</p> : null}
        {outcomeReason ? <p>{outcomeReason}</p> : null}
      </Notice>
    );
  const { tone, meaning, label } = OUTCOME_WORDS[outcome];
  if (outcome === 'executed') return null;
  return (
    <Notice tone={tone} title={outcomeReason ?? label}>
      {meaning}
    </Notice>
  );
}

function reasonWords(reason: string): string {
  return (REJECT_REASONS as Record<string, string>)[reason] ?? reason;
}

function Worth({ decision }: { decision: DecisionReceipt }) {
  const { currency, chosen, confidence, confidenceKind } = decision;
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-3 sm:grid-cols-4">
      <Fact label="Expected value">{formatMoney(decision.valueCents, { currency, signed: true })}</Fact>
      <Fact label="Chance of an order" hint={<ConfidenceKind kind={confidenceKind} />}>
        {confidence === null ? MISSING : formatRate(confidence, 1)}
      </Fact>
      <Fact label="Could cost at most" hint={chosen?.offer ? `${chosen.offer.percentOff}% off` : 'no discount'}>
        {chosen ? formatMoney(chosen.offer?.maxCostCents ?? 0, { currency }) : MISSING}
      </Fact>
      <Fact
        label="Earned"
        hint={decision.credits.length > 0 ? plural(decision.credits.length, 'order') : 'nothing yet'}
      >
        {formatMoney(decision.creditedCents, { currency })}
      </Fact>
    </dl>
  );
}

function Message({ decision }: { decision: DecisionReceipt }) {
  const trpc = useTRPC();
  const { slug, to, name } = useWorkspace();
  const preview = useQuery(trpc.decisions.preview.queryOptions({ workspace: slug, decisionId: decision.id }));
  const [message] = decision.messages;
  return (
    <Block>
      <Section
        title="Message"
        note={
          message ? (
            <Link
              href={to(`/sandbox/${message.id}`)}
              className="inline-flex min-h-6 items-center gap-0.5 text-link underline-offset-2 hover:underline"
            >
              As it was sent <ArrowUpRight aria-hidden className="size-3.5" />
            </Link>
          ) : (
            'As it would look; it was not sent'
          )
        }
      >
        {preview.isError ? (
          <ErrorState description={preview.error.message} onRetry={() => void preview.refetch()} />
        ) : preview.data ? (
          <MessagePreview message={preview.data} from={name} title="The message of this decision" />
        ) : preview.isPending ? (
          <SkeletonLines lines={6} className="h-115" />
        ) : null}
      </Section>
    </Block>
  );
}

const EVIDENCE_WORDS: Record<string, string> = {
  code: 'the code was used',
  signed_id: 'came by the link in the message',
  utm: 'the campaign in the address',
};

function Credits({ decision }: { decision: DecisionReceipt }) {
  return (
    <ul className="divide-y divide-border text-table">
      {decision.credits.map((credit) => (
        <li key={`${credit.orderId} ${credit.model}`} className="flex items-baseline justify-between gap-4 py-1.5">
          <span>
            <TimeText at={credit.orderedAt} as="absolute" />
            <span className="text-fg-muted"> · {EVIDENCE_WORDS[credit.evidence] ?? credit.evidence}</span>
          </span>
          <span className="font-medium">{formatMoney(credit.creditCents, { currency: decision.currency })}</span>
        </li>
      ))}
    </ul>
  );
}

const OFFER_WORDS: Record<string, string> = {
  live: 'Live',
  redeemed: 'Used',
  expired: 'Ran out unused',
  released: 'Taken back',
};

function Offer({ offer, currency }: { offer: NonNullable<DecisionReceipt['offer']>; currency: string }) {
  return (
    <Section title="Offer" note={OFFER_WORDS[offer.status] ?? offer.status}>
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2">
        <Fact label="Code">
          <code className="font-mono">{offer.code}</code>
        </Fact>
        <Fact label="Discount">{offer.percentOff}%</Fact>
        <Fact label={offer.redeemedAt ? 'Used' : 'Good until'}>
          <TimeText at={offer.redeemedAt ?? offer.expiresAt} as="absolute" />
        </Fact>
        <Fact label="Cost">{formatMoney(offer.settledCents, { currency })}</Fact>
        {offer.overrunCents > 0 ? (
          <Fact label="Beyond the code, the shop's own">{formatMoney(offer.overrunCents, { currency })}</Fact>
        ) : null}
      </dl>
    </Section>
  );
}

function Origin({ decision }: { decision: DecisionReceipt }) {
  const { to } = useWorkspace();
  const template = decision.chosen?.content;
  const [made] = decision.history;
  return (
    <Section title="How it was made">
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2">
        <Fact label="Agent">{decision.agentName}</Fact>
        <Fact label="Woken by">{triggerWords(decision.trigger)}</Fact>
        <Fact label="Policy">
          <Link href={to(`/policies/versions/${decision.policyVersion}`)} className="text-link hover:underline">
            version {decision.policyVersion}
          </Link>
        </Fact>
        <Fact label="Autonomy">level {decision.autonomyLevel}</Fact>
        <Fact label="Models">
          {Object.entries(decision.modelVersions).map(([model, version]) => (
            <span key={model} className="block break-words">
              {model} {version}
            </span>
          ))}
        </Fact>
        <Fact label="Template">{template ? `${template.templateId} v${template.templateVersion}` : MISSING}</Fact>
        <Fact label="Channel">{decision.channel ? channelName(decision.channel) : MISSING}</Fact>
        <Fact label="Audit entry">{made ? `no. ${made.seq}` : MISSING}</Fact>
        <Fact label="Decision">
          <Id value={decision.id} what="decision id" />
        </Fact>
      </dl>
      {decision.history.length > 1 ? (
        <ol className="flex flex-col gap-1 border-t border-border pt-2 text-xs text-fg-muted">
          {decision.history.map((entry) => (
            <li key={entry.seq} className="flex justify-between gap-3">
              <span>
                <span className="font-mono">#{entry.seq}</span> {entry.action.replaceAll(/[._]/g, ' ')}
                {entry.actorName ? ` by ${entry.actorName}` : null}
              </span>
              <TimeText at={entry.at} />
            </li>
          ))}
        </ol>
      ) : null}
    </Section>
  );
}
