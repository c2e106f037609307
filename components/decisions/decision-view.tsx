'use client';

import { useQuery } from '@tanstack/react-query';
import { Download, Printer, SearchX, ShieldCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import { DecisionBreaches } from '@/components/breaches/decision-breaches';
import { ReportBreach } from '@/components/breaches/report-breach';
import { BackLink } from '@/components/layout/back-link';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge } from '@/components/ui/badge';
import { Button, buttonStyles, LinkButton } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { EmptyState } from '@/components/ui/empty-state';
import { ErrorState } from '@/components/ui/error-state';
import { ForbiddenState } from '@/components/ui/forbidden-state';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { formatDateTime, formatMoney, formatRate, MISSING, plural, ROLE_NAMES } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import { OUTCOME_WORDS } from '@/lib/words/outcome-words';
import { AuditTrail } from './audit-trail';
import { ConfidenceKind } from './confidence-kind';
import { ConsideredList } from './considered-list';
import { CustomerCard } from './customer-card';
import type { DecisionReceipt } from './decision-data';
import { DecisionLife } from './decision-life';
import { DecisionMessage } from './decision-message';
import { DecisionOrigin } from './decision-origin';
import { DecisionSkeleton } from './decision-skeleton';
import { verdictSummary } from './finding-words';
import { GuardrailList } from './guardrail-list';
import { withLocalTimes } from './local-times';
import { OUTCOME_ICONS, OutcomeBadge } from './outcome-badge';
import { proposalOf } from './proposal-line';
import { RawRecord } from './raw-record';
import { ReasonList } from './reason-list';
import { Fact, Section } from './section';
import { ownRoads, setAside } from './set-aside';
import { SetAsideList } from './set-aside-list';
import { SimilarList } from './similar-list';
import { statusSentence } from './status-sentence';
import { StatusTimelineView } from './status-timeline-view';
import { useThresholdHref } from './use-threshold-href';

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
  const { slug, to, may, timezone, now } = useWorkspace();
  const thresholdHref = useThresholdHref();
  const canReview = decision.outcome === 'in_review' && may('review.decide');
  const fileHref = `/api/exports/decision?workspace=${slug}&id=${decision.id}`;
  const proofHref = `${fileHref}&as=proof`;
  const when = (at: Date) => formatDateTime(at, timezone);
  return (
    <PageBody>
      <PageHeader
        back={<BackLink href={to('/decisions')}>Decisions</BackLink>}
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
        hasTimes
        actions={
          <>
            <Button onClick={() => window.print()}>
              <Printer aria-hidden /> Print
            </Button>
            <a href={fileHref} download className={buttonStyles({})}>
              <Download aria-hidden /> Export as JSON
            </a>
            {decision.history.length > 0 ? (
              <a href={proofHref} download className={buttonStyles({})}>
                <ShieldCheck aria-hidden /> Download proof
              </a>
            ) : null}
            {decision.outcome === 'executed' && may('decisions.report') ? (
              <ReportBreach decisionId={decision.id} />
            ) : null}
            {canReview ? (
              <LinkButton variant="primary" href={to(`/inbox?sel=${decision.id}`)}>
                Review it
              </LinkButton>
            ) : null}
          </>
        }
      />
      <StatusLine decision={decision} sentence={statusSentence(decision, now, when)} timezone={timezone} />
      <DecisionBreaches decisionId={decision.id} />
      <Card className="px-4 py-4">
        <StatusTimelineView facts={decision} />
      </Card>
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
            <Roads decision={decision} />
          </Block>
          <Block>
            <Section title="What was set aside, and why">
              <SetAsideList items={setAside(decision)} hrefOf={(id) => to(`/decisions/${id}`)} />
            </Section>
          </Block>
          {decision.verdicts.length > 0 ? (
            <Block>
              <Section title="Guardrails" note={verdictSummary(decision.verdicts)}>
                <GuardrailList
                  verdicts={decision.verdicts}
                  currency={decision.currency}
                  timezone={timezone}
                  proof={{ flips: decision.flips, hrefOf: decision.policy && thresholdHref(decision.policyVersion) }}
                />
              </Section>
            </Block>
          ) : null}
          {decision.chosen && may('messages.read') ? <DecisionMessage decision={decision} /> : null}
          <Block>
            <Section title="What came of it" note="credit by last touch">
              <DecisionLife decision={decision} />
            </Section>
          </Block>
          {decision.action ? (
            <Block>
              <Section title="Similar decisions before it">
                <SimilarList decision={decision} />
              </Section>
            </Block>
          ) : null}
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <Block>
            <Customer decision={decision} />
          </Block>
          {decision.offer ? (
            <Block>
              <Offer offer={decision.offer} currency={decision.currency} />
            </Block>
          ) : null}
          <Block>
            <DecisionOrigin decision={decision} />
          </Block>
        </div>
      </div>
      <Block>
        <Section title="Audit log" note={plural(decision.history.length, 'entry', 'entries')}>
          <AuditTrail
            decisionId={decision.id}
            history={decision.history}
            record={decision.record}
            differs={decision.differs}
            hrefOf={
              may('audit.read') ? (seq) => to(`/settings/audit?about=decision:${decision.id}&entry=${seq}`) : null
            }
          />
        </Section>
      </Block>
      <Card className="px-4 py-3" data-print="hide">
        <RawRecord record={decision} fileHref={fileHref} />
      </Card>
    </PageBody>
  );
}

function Block({ children }: { children: ReactNode }) {
  return <Card className="px-4 py-3.5 print:break-inside-avoid">{children}</Card>;
}

type StatusLineProps = { decision: DecisionReceipt; sentence: string; timezone: string };

/** What has become of it, with what was said at the time. */
function StatusLine({ decision, sentence, timezone }: StatusLineProps) {
  const { outcome, review, outcomeReason, outsideCohort } = decision;
  const because = outcome === 'rejected' ? null : outcomeReason;
  return (
    <Notice tone={OUTCOME_WORDS[outcome].tone} icon={OUTCOME_ICONS[outcome]} title={sentence}>
      {because && outcome !== 'held_out' ? <p>{withLocalTimes(because, timezone)}</p> : null}
      {outcome === 'held_out' ? (
        <p>
          {outsideCohort
            ? `${outcomeReason ?? ''} It counts for neither group that effect is measured by.`
            : 'This customer belongs to the share that gets no touches. All guardrails ran all the same, so that both groups can be compared.'}
        </p>
      ) : null}
      <Again decision={decision} />
      {review?.note ? <p className="whitespace-pre-wrap">“{review.note}”</p> : null}
    </Notice>
  );
}

/** Where the same question was asked before, or once more. */
function Again({ decision: { again } }: Pick<StatusLineProps, 'decision'>) {
  const { to } = useWorkspace();
  return (
    <>
      {again.of ? (
        <p>
          Asked once more, after{' '}
          <Link
            className="text-link underline underline-offset-2 hover:no-underline"
            href={to(`/decisions/${again.of}`)}
          >
            an earlier proposal
          </Link>{' '}
          came to nothing.
        </p>
      ) : null}
      {again.as ? (
        <p>
          It was{' '}
          <Link
            className="text-link underline underline-offset-2 hover:no-underline"
            href={to(`/decisions/${again.as}`)}
          >
            proposed again
          </Link>
          .
        </p>
      ) : null}
    </>
  );
}

function Roads({ decision }: { decision: DecisionReceipt }) {
  const own = ownRoads(decision);
  return (
    <Section title="Candidates" note={plural(own.length, 'road')}>
      <ConsideredList
        considered={own}
        currency={decision.currency}
        chosenKind={decision.confidenceKind}
        hasPropensity
      />
      {decision.editedFrom ? (
        <p className="mt-1.5 text-xs text-fg-muted">
          As the agent weighed them. A reviewer then edited the chosen one: the message and the figures above are those
          that were approved.
        </p>
      ) : null}
    </Section>
  );
}

function Customer({ decision }: { decision: DecisionReceipt }) {
  const { to, timezone, person } = useWorkspace();
  const { snapshot, snapshotState, customer } = decision;
  if (snapshot)
    return (
      <CustomerCard
        snapshot={snapshot}
        name={customer.name}
        href={to(`/customers/${customer.id}`)}
        timezone={timezone}
      />
    );
  return (
    <Section title="Customer">
      <p className="text-sm text-fg-muted">
        {snapshotState === 'withheld'
          ? `Who it was about is not open to your role (${ROLE_NAMES[person.role].toLowerCase()}).`
          : snapshotState === 'erased'
            ? 'The person was erased at their own request, and what the agent looked at with them. What was decided, and what each guardrail said, stays as proof.'
            : snapshotState === 'missing'
              ? 'What the agent looked at is gone, and the audit log knows of no erasure that took it: somebody removed it past the product.'
              : snapshotState === 'unread'
                ? 'What is known of the customer could not be read, so nothing was looked at.'
                : 'What the agent saw was written by a version of the product that this one cannot read. The raw record has it as it is.'}
      </p>
    </Section>
  );
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
