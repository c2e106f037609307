'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { actorWords } from '@/components/audit/words';
import { channelName } from '@/components/decisions/channel-icon';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { SkeletonLines } from '@/components/ui/skeleton';
import { isChannel } from '@/domain/channels/channel-ids';
import { EVERYTHING, PAUSE, PAUSE_DAYS } from '@/domain/guardrails/consent-record';
import { useTRPC } from '@/lib/trpc/client';
import type { ConsentEntry } from '@/server/services/preferences';
import { WISH_WORDS } from './prepare-consent';

const PAGE = 30;

/** Every word of consent of a customer with its proof, the last one first. */
export function ConsentHistory({ customerId }: { customerId: string }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const list = useInfiniteQuery(
    trpc.consent.history.infiniteQueryOptions(
      { workspace: slug, customerId, limit: PAGE },
      { getNextPageParam: (page) => page.nextCursor },
    ),
  );
  if (list.error && !list.data)
    return <ErrorState description={list.error.message} onRetry={() => void list.refetch()} />;
  if (!list.data) return <SkeletonLines lines={8} />;
  const entries = list.data.pages.flatMap((page) => page.items);
  if (entries.length === 0)
    return <p className="text-sm text-fg-muted">Nothing was ever said: nothing may be sent that needs consent.</p>;
  return (
    <div className="flex flex-col gap-3">
      <ol className="flex flex-col">
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
      {list.hasNextPage ? (
        <Button pending={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          Show more
        </Button>
      ) : null}
    </div>
  );
}

function Entry({ entry }: { entry: ConsentEntry }) {
  const isGranted = entry.status === 'granted';
  const proof = proofOf(entry);
  return (
    <li className="border-b border-border py-3 first:pt-0 last:border-b-0 last:pb-0">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
        <Badge tone={isGranted ? 'good' : 'bad'}>{isGranted ? 'Granted' : 'Withdrawn'}</Badge>
        <span className="font-medium">{purposeWords(entry)}</span>
        <span className="text-table text-fg-muted">
          <TimeText at={entry.occurredAt} as="absolute" />
        </span>
      </p>
      <p className="mt-1 text-table break-words">
        {entry.source}, {actorWords(entry.actor, entry.actorName)}
      </p>
      {entry.note ? <p className="text-table break-words text-fg-muted">“{entry.note}”</p> : null}
      {proof.length > 0 ? <p className="text-xs break-words text-fg-muted">{proof.join(' · ')}</p> : null}
    </li>
  );
}

/** Purposes that hold on every channel, whatever channel they are kept under. */
const EVERYWHERE: Record<string, string> = {
  ...WISH_WORDS,
  [EVERYTHING]: 'Everything, on every channel',
  [PAUSE]: `A pause of ${PAUSE_DAYS} days`,
  sale: 'Sale or sharing of data',
};

function purposeWords({ channel, purpose }: ConsentEntry): string {
  const where = isChannel(channel) ? channelName(channel) : channel;
  return EVERYWHERE[purpose] ?? `${purpose.charAt(0).toUpperCase()}${purpose.slice(1)} by ${where}`;
}

function proofOf({ lawfulBasis, textVersion, evidence, hasOrigin }: ConsentEntry): string[] {
  return [
    lawfulBasis ? `basis: ${lawfulBasis.replaceAll('_', ' ')}` : null,
    textVersion ? `text ${textVersion}` : null,
    evidence ? `proof ${evidence}` : null,
    hasOrigin ? 'origin kept as keyed hashes' : null,
  ].filter((part) => part !== null);
}
