'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Ban, CircleCheck, CircleMinus, CircleQuestionMark, Hourglass, SlidersHorizontal } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { channelInSentence, channelName } from '@/components/decisions/channel-icon';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Dialog } from '@/components/ui/dialog';
import { Drawer } from '@/components/ui/drawer';
import { SkeletonLines } from '@/components/ui/skeleton';
import { notify } from '@/components/ui/toast';
import { CHANNELS } from '@/domain/channels/channel-ids';
import { type AskedChannel, isAsked } from '@/domain/preferences/opt-in';
import { useTRPC } from '@/lib/trpc/client';
import type { CustomerDetail } from '@/server/services/customers';
import {
  type AskedToConfirm,
  type ChannelConsent,
  channelConsents,
  type StatedWish,
  statedWishes,
} from './prepare-consent';

const ConsentHistory = dynamic(() => import('./consent-history').then((module) => module.ConsentHistory), {
  ssr: false,
  loading: () => <SkeletonLines lines={8} />,
});
const CorrectConsentForm = dynamic(() => import('./correct-consent-form').then((module) => module.CorrectConsentForm), {
  ssr: false,
  loading: () => <SkeletonLines lines={6} />,
});

/** What the customer has agreed to, channel by channel, with the proof. No word is no consent. */
export function ConsentCard({
  customer,
}: {
  customer: Pick<CustomerDetail, 'id' | 'consents' | 'suppressed' | 'unconfirmed'>;
}) {
  const { now } = useWorkspace();
  const rows = channelConsents(CHANNELS, customer);
  const wishes = statedWishes(customer.consents, now);
  const told = rows.filter((row) => row.state !== 'unknown');
  const silent = rows.filter((row) => row.state === 'unknown').map((row) => channelInSentence(row.channel));
  return (
    <Card>
      <CardHeader
        title="Consent to marketing"
        description="The last word on each channel, with its proof"
        actions={
          <>
            <Correct customerId={customer.id} />
            <Drawer trigger={<Button size="sm">History</Button>} title="Consent, word by word">
              <div className="px-4 pt-2 pb-6">
                <ConsentHistory customerId={customer.id} />
              </div>
            </Drawer>
          </>
        }
      />
      <CardBody>
        <ul className="flex flex-col gap-3">
          {told.map((row) => (
            <Row key={row.channel} row={row} customerId={customer.id} />
          ))}
        </ul>
        {silent.length > 0 ? (
          <p className="mt-3 border-t border-border pt-3 text-table text-fg-muted first:mt-0 first:border-t-0 first:pt-0">
            No word on {listed(silent)}: nothing may be sent there.
          </p>
        ) : null}
        {wishes.length > 0 ? <Wishes wishes={wishes} /> : null}
      </CardBody>
    </Card>
  );
}

/** For those who may put the ledger right; nothing for others. */
function Correct({ customerId }: { customerId: string }) {
  const { may } = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  if (!may('privacy.manage')) return null;
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button size="sm" variant="ghost">
          Correct
        </Button>
      }
      title="Correct the consent"
      description="A new entry is written with your name and the reason. What was said before stays on record."
    >
      <CorrectConsentForm customerId={customerId} onDone={() => setOpen(false)} />
    </Dialog>
  );
}

const LOOKS = {
  granted: { icon: CircleCheck, colour: 'text-good', word: 'agreed' },
  assumed: { icon: CircleQuestionMark, colour: 'text-warn', word: 'assumed at import, not given by the customer' },
  withdrawn: { icon: CircleMinus, colour: 'text-bad', word: 'withdrawn' },
  unconfirmed: { icon: Hourglass, colour: 'text-warn', word: 'not confirmed, so nothing may be sent' },
  suppressed: { icon: Ban, colour: 'text-bad', word: 'never write again' },
} as const;

function Row({ row, customerId }: { row: ChannelConsent; customerId: string }) {
  if (row.state === 'unknown') return null;
  const { icon: Icon, colour, word } = LOOKS[row.state];
  return (
    <li className="flex items-start gap-2.5">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${colour}`} />
      <div className="min-w-0 flex-1">
        <p className="text-sm">
          <span className="font-medium">{channelName(row.channel)}</span>: {word}
        </p>
        <p className="text-xs break-words text-fg-muted">
          {row.proof.join(' · ')}
          {row.proof.length > 0 ? ' · ' : ''}
          <TimeText at={row.at} />
        </p>
        {row.state === 'unconfirmed' ? (
          <>
            <Asked asked={row.asked} />
            {isAsked(row.channel) ? (
              <AskAgain customerId={customerId} channel={row.channel} isFirst={row.asked === null} />
            ) : null}
          </>
        ) : null}
      </div>
    </li>
  );
}

/** For those who may have the customer asked; nothing for others. */
function AskAgain(input: { customerId: string; channel: AskedChannel; isFirst: boolean }) {
  const { customerId, channel, isFirst } = input;
  const { slug, may } = useWorkspace();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const ask = useMutation(
    trpc.consent.askAgain.mutationOptions({
      async onSuccess() {
        await queries.invalidateQueries(trpc.customers.pathFilter());
        notify({ tone: 'good', title: 'The question is on its way', description: 'It leaves within a minute.' });
      },
      onError: (error) => notify({ tone: 'bad', title: 'They were not asked', description: error.message }),
    }),
  );
  if (!may('customers.ask')) return null;
  return (
    <Button
      size="sm"
      className="mt-1.5"
      pending={ask.isPending}
      onClick={() => ask.mutate({ workspace: slug, customerId, channel })}
    >
      {isFirst ? 'Ask them to confirm' : 'Ask again'}
    </Button>
  );
}

/** What became of the question whether they want it. */
function Asked({ asked }: { asked: AskedToConfirm | null }) {
  const { now } = useWorkspace();
  if (!asked) return <p className="text-xs text-fg-muted">Nobody asked them to confirm it.</p>;
  const { sentAt, askedAt, expiresAt, status } = asked;
  if (!sentAt) return <p className="text-xs text-fg-muted">{NOT_SENT[status] ?? 'The question waits to leave.'}</p>;
  return (
    <p className="text-xs text-fg-muted">
      {expiresAt > now ? 'Waiting for confirmation since ' : 'Asked and not answered: '}
      <TimeText at={askedAt} />
      {expiresAt > now ? ' · can be confirmed until ' : ' · ran out '}
      <TimeText at={expiresAt} as="absolute" />
    </p>
  );
}

const NOT_SENT: Record<string, string> = {
  failed: 'The question could not be delivered.',
  unknown: 'Whether the question arrived is not known; it is not repeated.',
  dropped: 'The question was not sent: a no came first, or the address is closed or another one.',
};

/** Wishes that every message is held against. */
function Wishes({ wishes }: { wishes: readonly StatedWish[] }) {
  return (
    <div className="mt-3 border-t border-border pt-3">
      <h3 className="mb-2 text-table font-medium">Wishes, kept on every channel</h3>
      <ul className="flex flex-col gap-2.5">
        {wishes.map(({ id, label, source, at, until }) => (
          <li key={id} className="flex items-start gap-2.5">
            <SlidersHorizontal aria-hidden className="mt-0.5 size-4 shrink-0 text-info" />
            <div className="min-w-0 flex-1">
              <p className="text-sm">
                {label}
                {until ? (
                  <>
                    {' '}
                    until <TimeText at={until} as="absolute" />
                  </>
                ) : null}
              </p>
              <p className="text-xs break-words text-fg-muted">
                {source} · <TimeText at={at} />
              </p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}

function listed(words: readonly string[]): string {
  return new Intl.ListFormat('en', { type: 'conjunction' }).format(words);
}
