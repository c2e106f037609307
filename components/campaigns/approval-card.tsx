'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useState } from 'react';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Badge, STATUS_ICONS } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { notify } from '@/components/ui/toast';
import { SECTION_NAMES } from '@/domain/campaigns/campaign-ids';
import { ROLE_NAMES } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { CampaignDetail } from '@/server/services/campaigns';
import { useCampaignMoves } from './use-campaign-moves';

/** What of the campaign is approved, by whom, and the way to do it for those who may. */
export function ApprovalCard({ campaign }: { campaign: CampaignDetail }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const approve = useMutation(
    trpc.campaigns.approve.mutationOptions({
      async onSuccess({ status }) {
        await queryClient.invalidateQueries(trpc.campaigns.pathFilter());
        notify({
          tone: 'good',
          title: status === 'approved' ? `“${campaign.name}” is approved` : 'Approved',
          description: status === 'approved' ? 'It can be launched now.' : 'Other sections still wait.',
        });
      },
      onError: (error) => notify({ tone: 'bad', title: 'Not approved', description: error.message }),
    }),
  );
  const at = { workspace: slug, campaignId: campaign.id, revision: campaign.revision };
  return (
    <Card>
      <CardHeader
        title="Approval"
        description="Each section by somebody who did not write it. What is changed waits again."
        actions={
          campaign.canApprove ? (
            <Button variant="primary" pending={approve.isPending} onClick={() => approve.mutate(at)}>
              <Check aria-hidden /> Approve all
            </Button>
          ) : null
        }
      />
      <CardBody className="flex flex-col gap-3">
        <ul className="flex flex-col divide-y divide-border">
          {campaign.sections.map(({ section, approvedBy, approvedAt, writtenBy }) => (
            <li key={section} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
              <span className="w-24 font-medium">{SECTION_NAMES[section]}</span>
              {approvedAt ? (
                <Badge tone="good">Approved</Badge>
              ) : (
                <Badge tone="neutral" icon={STATUS_ICONS.waiting}>
                  Open
                </Badge>
              )}
              <span className="min-w-0 flex-1 text-table text-fg-muted">
                {approvedAt ? (
                  <>
                    {approvedBy?.name ?? 'Somebody'}, <TimeText at={approvedAt} />
                  </>
                ) : (
                  `Written by ${writtenBy?.name ?? 'somebody'}`
                )}
              </span>
              {campaign.canApprove && !approvedAt ? (
                <Button
                  size="sm"
                  aria-label={`Approve ${SECTION_NAMES[section].toLowerCase()}`}
                  pending={approve.isPending}
                  onClick={() => approve.mutate({ ...at, sections: [section] })}
                >
                  Approve
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
        {campaign.whyNotApprove ? <Notice>{campaign.whyNotApprove}</Notice> : null}
        {campaign.status === 'submitted' && !campaign.canApprove && !campaign.whyNotApprove ? (
          <Notice>Waits for {waitsFor(campaign.approvers)}.</Notice>
        ) : null}
        {campaign.canApprove ? <SendBack campaign={campaign} /> : null}
        {campaign.canRetract ? <Retract campaign={campaign} /> : null}
      </CardBody>
    </Card>
  );
}

function waitsFor(roles: readonly string[]): string {
  const names = roles.map((role) => (ROLE_NAMES as Record<string, string>)[role]?.toLowerCase() ?? role);
  return new Intl.ListFormat('en', { type: 'disjunction' }).format(names.map((name) => `an ${name}`));
}

function Retract({ campaign }: { campaign: CampaignDetail }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const retract = useMutation(
    trpc.campaigns.retractApproval.mutationOptions({
      async onSuccess() {
        await queryClient.invalidateQueries(trpc.campaigns.pathFilter());
        notify({ tone: 'good', title: 'Your approval is taken back' });
        setOpen(false);
      },
      onError: (error) => notify({ tone: 'bad', title: 'Nothing was changed', description: error.message }),
    }),
  );
  return (
    <AlertDialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<Button className="self-start">Take my approval back</Button>}
      title="Take your approval back?"
      description="The campaign waits for approval again and cannot be launched before."
      confirmLabel="Take it back"
      pending={retract.isPending}
      disabledReason={reason.trim() ? undefined : 'Say why.'}
      onConfirm={() =>
        retract.mutate({ workspace: slug, campaignId: campaign.id, revision: campaign.revision, reason })
      }
    >
      <Field label="Why">
        <Input value={reason} onValueChange={setReason} maxLength={300} />
      </Field>
    </AlertDialog>
  );
}

/** The other answer: it is not approved, and its authors read why. */
function SendBack({ campaign }: { campaign: CampaignDetail }) {
  const { press, isPending } = useCampaignMoves(campaign);
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  return (
    <AlertDialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={<Button className="self-start">Send back</Button>}
      title={`Send “${campaign.name}” back?`}
      description="It is a draft again, and what was approved of it waits again once it is submitted. Its authors see why."
      confirmLabel="Send back"
      isDanger={false}
      pending={isPending}
      disabledReason={reason.trim() ? undefined : 'Say why.'}
      onConfirm={() => {
        press('withdraw', reason);
        setOpen(false);
      }}
    >
      <Field label="What is to be changed">
        <Input value={reason} onValueChange={setReason} maxLength={300} />
      </Field>
    </AlertDialog>
  );
}
