'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Check } from 'lucide-react';
import { useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { notify } from '@/components/ui/toast';
import { formatDate, formatMoney } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { OfferPolicyItem } from '@/server/services/offers';
import { BudgetMeter } from './budget-meter';
import { STATUS_WORDS, WITHDRAWN } from './offer-words';

/** One ladder of discounts: what it may give and to when, its budget, who stands for it, and what can be done with it. */
export function OfferCard({ offer }: { offer: OfferPolicyItem }) {
  const { timezone } = useWorkspace();
  const { label, tone } = offer.wasWithdrawn ? WITHDRAWN : STATUS_WORDS[offer.status];
  const day = (at: Date) => formatDate(at, timezone);
  return (
    <Card>
      <CardHeader
        title={offer.name}
        description={`${offer.agentName}: ${offer.actionName}, up to ${offer.maxPercentOff}% off, ${day(offer.startsAt)} to ${day(lastDay(offer.endsAt))}`}
        actions={
          <>
            <Badge tone={tone}>{label}</Badge>
            {offer.canApprove ? <Approve offer={offer} /> : null}
            {offer.canRevoke ? <Revoke offer={offer} /> : null}
          </>
        }
      />
      <CardBody className="flex flex-col gap-2">
        <BudgetMeter budget={offer} />
        {offer.status === 'in_force' ? <p className="text-table text-fg-muted">{forecastWords(offer, day)}</p> : null}
        <p className="text-xs text-fg-muted">{historyWords(offer, day)}</p>
        {offer.whyNotApprove ? <Notice>{offer.whyNotApprove}</Notice> : null}
      </CardBody>
    </Card>
  );
}

/** An end is the first instant after its last day. */
function lastDay(endsAt: Date): Date {
  return new Date(endsAt.getTime() - 1);
}

function forecastWords(offer: OfferPolicyItem, day: (at: Date) => string): string {
  const { runsOutAt, endsAt, reservedCents, settledCents } = offer;
  if (reservedCents + settledCents === 0) return 'Nothing is given of it so far.';
  if (!runsOutAt) return 'It is too new, or gave too little of late, to tell when it runs out.';
  if (runsOutAt >= endsAt) return 'At the rate of the last 14 days it lasts until its end.';
  return `At the rate of the last 14 days it pauses on ${day(runsOutAt)}, before its end.`;
}

function historyWords(offer: OfferPolicyItem, day: (at: Date) => string): string {
  const { proposedAt, proposedBy, approvedAt, approvedBy, revokedAt, revokedBy, revokeReason } = offer;
  const by = (name: string | null) => (name ? ` by ${name}` : '');
  return [
    proposedAt && `Proposed${by(proposedBy)} on ${day(proposedAt)}.`,
    approvedAt && `Approved${by(approvedBy)} on ${day(approvedAt)}.`,
    revokedAt && `${endedWord(offer)}${by(revokedBy)} on ${day(revokedAt)}: ${revokeReason}`,
  ]
    .filter(Boolean)
    .join(' ');
}

function endedWord({ approvedAt, wasWithdrawn }: OfferPolicyItem): string {
  if (approvedAt) return 'Revoked';
  return wasWithdrawn ? 'Taken back' : 'Declined';
}

function Approve({ offer }: { offer: OfferPolicyItem }) {
  const { slug, currency, timezone } = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  const trpc = useTRPC();
  const queries = useQueryClient();
  const approve = useMutation(
    trpc.offers.approve.mutationOptions({
      onSuccess: () => notify({ tone: 'good', title: `“${offer.name}” is approved` }),
      onError: (error) => notify({ tone: 'bad', title: 'Not approved', description: error.message }),
      onSettled() {
        setOpen(false);
        return queries.invalidateQueries(trpc.offers.pathFilter());
      },
    }),
  );
  const budget = formatMoney(offer.budgetCents, { currency });
  return (
    <AlertDialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" variant="primary">
          <Check aria-hidden /> Approve<span className="sr-only"> {offer.name}</span>
        </Button>
      }
      title={`Approve “${offer.name}”, up to ${budget}?`}
      description={`${offer.agentName} may then give up to ${offer.maxPercentOff}% off in messages of “${offer.actionName}” without asking a person about the discount, until ${budget} are promised or ${formatDate(lastDay(offer.endsAt), timezone)} is over. It can be revoked; codes that customers hold by then stay good.`}
      confirmLabel="Approve"
      isDanger={false}
      pending={approve.isPending}
      onConfirm={() => approve.mutate({ workspace: slug, id: offer.id })}
    />
  );
}

/** What ending it is called: of one's own proposal, of another's, of one that was approved. */
const ENDINGS = {
  own: { verb: 'Take back', done: 'taken back' },
  proposed: { verb: 'Decline', done: 'declined' },
  approved: { verb: 'Revoke', done: 'revoked' },
} as const;

function Revoke({ offer }: { offer: OfferPolicyItem }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const { verb, done } = ENDINGS[offer.isOwnProposal ? 'own' : offer.status === 'proposed' ? 'proposed' : 'approved'];
  const revoke = useMutation(
    trpc.offers.revoke.mutationOptions({
      onSuccess() {
        notify({ tone: 'good', title: `“${offer.name}” is ${done}` });
        setOpen(false);
      },
      onError: (error) => notify({ tone: 'bad', title: 'Nothing was changed', description: error.message }),
      onSettled: () => queries.invalidateQueries(trpc.offers.pathFilter()),
    }),
  );
  return (
    <AlertDialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm">
          {verb}
          <span className="sr-only"> {offer.name}</span>
        </Button>
      }
      title={`${verb} “${offer.name}”?`}
      description={
        offer.status === 'proposed'
          ? 'It was not approved, and no code was given out of it.'
          : 'No further code is given out of it. Codes that customers hold stay good, and are settled as they are used.'
      }
      confirmLabel={verb}
      isDanger
      pending={revoke.isPending}
      disabledReason={reason.trim() ? undefined : 'Say why.'}
      onConfirm={() => revoke.mutate({ workspace: slug, id: offer.id, reason })}
    >
      <Field label="Why">
        <Input value={reason} onValueChange={setReason} maxLength={500} />
      </Field>
    </AlertDialog>
  );
}
