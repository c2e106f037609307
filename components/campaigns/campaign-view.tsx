'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import type { ReactNode } from 'react';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { LinkButton } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { SkeletonLines } from '@/components/ui/skeleton';
import { templateName } from '@/domain/campaigns/campaign-ids';
import { CHANNEL_NAMES } from '@/domain/channels/channel-ids';
import { formatCount, formatMoney, MISSING } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { CampaignDetail } from '@/server/services/campaigns';
import { ApprovalCard } from './approval-card';
import { CampaignStatusBadge } from './campaign-status';
import { audienceWords, triggerWords } from './campaign-words';
import { DryRunCard } from './dry-run-card';
import { MoveButtons } from './move-buttons';
import { UnspokenNotice } from './unspoken-notice';

// What is to be approved is looked at whole; a campaign on its way is not.
const AudienceCountCard = dynamic(() => import('./audience-count-card').then((module) => module.AudienceCountCard), {
  ssr: false,
  loading: () => <SkeletonLines lines={3} />,
});
const MessagePreviewCard = dynamic(() => import('./message-preview-card').then((module) => module.MessagePreviewCard), {
  ssr: false,
  loading: () => <SkeletonLines lines={8} />,
});

const REFRESH_MS = 10_000;

/** One campaign: what it says to whom, who approved it, and what came of it. */
export function CampaignView({ campaignId }: { campaignId: string }) {
  const { slug, to, may } = useWorkspace();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(
    trpc.campaigns.get.queryOptions({ workspace: slug, campaignId }, { refetchInterval: REFRESH_MS }),
  );
  if (error && !data) return <ErrorState isWholePage description={error.message} onRetry={() => void refetch()} />;
  const back = <Link href={to('/campaigns')}>Campaigns</Link>;
  if (!data) {
    return (
      <PageBody>
        <PageHeader title="Campaign" back={back} />
        <SkeletonLines lines={12} />
      </PageBody>
    );
  }
  return (
    <PageBody>
      <PageHeader
        title={data.name}
        back={back}
        status={<CampaignStatusBadge status={data.status} isStopped={data.isStopped} />}
        description={data.goal || undefined}
        actions={<MoveButtons campaign={data} />}
      />
      {data.statusReason ? <Notice>{data.statusReason}</Notice> : null}
      <UnspokenNotice steps={data.unspoken} />
      <Results campaign={data} />
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-5">
          <Content campaign={data} />
          {data.status === 'submitted' && (may('campaigns.edit') || may('campaigns.approve')) ? (
            <>
              <AudienceCountCard audience={data.document.audience} channels={data.channels} />
              <MessagePreviewCard document={data.document} />
            </>
          ) : null}
          <DryRunCard campaignId={data.id} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <ApprovalCard campaign={data} />
          {data.budgetSplit.length > 0 ? <Split campaign={data} /> : null}
          <Versions campaign={data} />
        </div>
      </div>
    </PageBody>
  );
}

function Results({ campaign }: { campaign: CampaignDetail }) {
  const { currency, to } = useWorkspace();
  const { results, ways, budgetCents } = campaign;
  const money = (cents: number) => formatMoney(cents, { currency });
  return (
    <Card>
      <CardHeader
        title="What came of it"
        description={`${formatCount(ways.goingOn)} on their way · ${formatCount(ways.converted)} ordered before its end · ${formatCount(ways.completed)} got every message · ${formatCount(results.inReview)} wait for a person · ${formatCount(results.heldOut)} held out`}
        actions={<LinkButton href={to('/decisions?agent=campaign')}>Decisions of campaigns</LinkButton>}
      />
      <CardBody>
        <dl className="grid grid-cols-2 gap-4 sm:grid-cols-3 lg:grid-cols-6">
          <Figure label="Reached">{formatCount(results.reached)}</Figure>
          <Figure label="Touches">{formatCount(results.touches)}</Figure>
          <Figure label="Orders">{formatCount(results.orders)}</Figure>
          <Figure label="Revenue">{money(results.revenueCents)}</Figure>
          <Figure label="Revenue per touch">
            {results.touches > 0 ? money(results.revenueCents / results.touches) : MISSING}
          </Figure>
          <Figure label={budgetCents === null ? 'Spent' : `Spent of ${money(budgetCents)}`}>
            {money(results.spentCents)}
          </Figure>
        </dl>
      </CardBody>
    </Card>
  );
}

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-xs text-fg-muted">{label}</dt>
      <dd className="text-lg font-medium tabular-nums">{children}</dd>
    </div>
  );
}

function Content({ campaign }: { campaign: CampaignDetail }) {
  const { timezone } = useWorkspace();
  const { document } = campaign;
  return (
    <Card>
      <CardHeader
        title="What it says to whom"
        description={triggerWords(document.trigger, timezone, campaign.segments)}
      />
      <CardBody className="flex flex-col gap-4">
        <ul className="flex flex-wrap gap-2">
          {audienceWords(document, campaign.segments).map((rule) => (
            <li key={rule} className="rounded-sm border border-border px-1.5 py-0.5 text-table text-fg-muted">
              {rule}
            </li>
          ))}
        </ul>
        <ol className="flex flex-col divide-y divide-border">
          {document.steps.map((step, index) => {
            const counted = campaign.steps[index];
            return (
              <li key={step.day} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-2">
                <span className="w-14 font-medium">Day {step.day}</span>
                <span className="min-w-0 flex-1">
                  {CHANNEL_NAMES[step.channel]}: {templateName(step.template)}
                  {step.percentOff > 0 ? `, ${step.percentOff}% off` : ''}
                </span>
                <span className="text-table text-fg-muted tabular-nums">
                  {formatCount(counted?.touches)} touches · {formatCount(counted?.orders)} orders
                </span>
              </li>
            );
          })}
        </ol>
      </CardBody>
    </Card>
  );
}

function Split({ campaign }: { campaign: CampaignDetail }) {
  const { currency } = useWorkspace();
  return (
    <Card>
      <CardHeader
        title="Budget by channel"
        description="Split at the launch by what each channel is expected to bring: whom it reaches, times what a touch brings."
      />
      <CardBody>
        <dl className="flex flex-col gap-1">
          {campaign.budgetSplit.map(({ channel, cents, spentCents }) => (
            <div key={channel} className="flex justify-between gap-3">
              <dt>{CHANNEL_NAMES[channel]}</dt>
              <dd className="tabular-nums text-fg-muted">
                {formatMoney(spentCents, { currency })} of {formatMoney(cents, { currency })}
              </dd>
            </div>
          ))}
        </dl>
      </CardBody>
    </Card>
  );
}

function Versions({ campaign }: { campaign: CampaignDetail }) {
  return (
    <Card>
      <CardHeader title="Versions" />
      <CardBody>
        <ul className="flex flex-col gap-1 text-table">
          {campaign.versions.map(({ revision, changedBy, changedAt }) => (
            <li key={revision} className="flex justify-between gap-3">
              <span>
                {revision}. {changedBy ?? 'Somebody'}
              </span>
              <span className="text-fg-muted">
                <TimeText at={changedAt} as="absolute" />
              </span>
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}
