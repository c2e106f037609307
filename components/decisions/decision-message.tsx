'use client';

import { useQuery } from '@tanstack/react-query';
import { ArrowUpRight } from 'lucide-react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { draftOf, textOf } from '@/components/review/edit-draft';
import { Card } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { Link } from '@/components/ui/link';
import { SkeletonLines } from '@/components/ui/skeleton';
import { smsSize } from '@/domain/channels/sms-segments';
import { plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { DecisionReceipt } from './decision-data';
import { MessagePreview } from './message-preview';
import { Section } from './section';
import { WordDiff } from './word-diff';

/** The message of a decision as it looked, or would look, and what a reviewer changed of it. */
export function DecisionMessage({ decision }: { decision: DecisionReceipt }) {
  const trpc = useTRPC();
  const { slug, to, name } = useWorkspace();
  const preview = useQuery(trpc.decisions.preview.queryOptions({ workspace: slug, decisionId: decision.id }));
  const [message] = decision.messages;
  if (preview.data === null) return null;
  return (
    <Card className="px-4 py-3.5">
      <Section
        title="Message"
        note={
          message ? (
            <Link
              href={to(`/sandbox/${message.id}`)}
              className="inline-flex min-h-6 items-center gap-0.5 text-link underline-offset-2 hover:underline"
            >
              {message.acceptedAt ? 'As it was sent' : 'As it was written'}{' '}
              <ArrowUpRight aria-hidden className="size-3.5" />
            </Link>
          ) : (
            'As it would look; there is no message'
          )
        }
      >
        {preview.isError ? (
          <ErrorState description={preview.error.message} onRetry={() => void preview.refetch()} />
        ) : preview.isPending ? (
          <SkeletonLines lines={6} className="h-115" />
        ) : (
          <MessagePreview
            message={preview.data}
            from={name}
            title="The message of this decision"
            hasSampleCode={!message && decision.chosen?.offer != null && decision.offer === null}
            hasDark
          />
        )}
        {preview.data && decision.channel === 'sms' ? <SmsLine text={preview.data.text} /> : null}
        {decision.editedFrom && decision.chosen ? (
          <>
            <WordDiff
              title="What the reviewer changed"
              before={textOf(draftOf(decision.editedFrom))}
              after={textOf(draftOf(decision.chosen))}
            />
            <OfferChange from={decision.editedFrom.offer} to={decision.chosen.offer} />
          </>
        ) : null}
      </Section>
    </Card>
  );
}

/** What a text message is billed as. */
function SmsLine({ text }: { text: string }) {
  const { segments, encoding, units } = smsSize(text);
  return (
    <p className="text-xs text-fg-muted">
      {plural(segments, 'SMS segment')}, {plural(units, 'character')} in {encoding}.
    </p>
  );
}

type Offer = { percentOff: number } | null;

function OfferChange({ from, to }: { from: Offer; to: Offer }) {
  if (from?.percentOff === to?.percentOff) return null;
  return (
    <p className="text-xs text-fg-muted">
      The reviewer changed the discount from {from?.percentOff ?? 0}% to {to?.percentOff ?? 0}%.
    </p>
  );
}
