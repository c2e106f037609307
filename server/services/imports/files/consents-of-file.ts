import { ChannelId } from '@/domain/channels/channel';
import type { UndoTotals } from '@/domain/imports/undo';
import { actorRef, type ServiceContext } from '../../../context';
import type { Db } from '../../../db';
import { type ConsentInput, recordConsent } from '../../consent';

type Word = {
  id: string;
  customerId: string;
  channel: string;
  purpose: string;
  status: string;
  evidence: string | null;
};

/** What of the consent ledger a file brought: by its proof. */
export type ProvedBy = (word: Pick<Word, 'evidence'>) => boolean;

/**
 * Takes back what a file granted for these customers, in the caller's transaction: where its grant is the last word and
 * nobody but the file gave one that holds, a withdrawal follows it in the ledger, which forgets nothing. What a file
 * withdrew stays withdrawn: a no is not taken back for somebody.
 */
export async function takeGrantsBack(
  tx: Db,
  ctx: ServiceContext,
  { importId, customerIds, isOfFile }: { importId: string; customerIds: readonly string[]; isOfFile: ProvedBy },
): Promise<Pick<UndoTotals, 'consents' | 'withdrawals'>> {
  const words = await tx.$queryRaw<Word[]>`
    SELECT id, customer_id AS "customerId", channel, purpose, status, evidence FROM consent_event
    WHERE workspace_id = ${ctx.workspaceId}::uuid AND customer_id = ANY(${[...new Set(customerIds)]}::uuid[])
    ORDER BY occurred_at, recorded_at, id`;
  const ledgers = new Map<string, Word[]>();
  for (const word of words) {
    const key = `${word.customerId} ${word.channel} ${word.purpose}`;
    const own = ledgers.get(key);
    if (own) own.push(word);
    else ledgers.set(key, [word]);
  }
  const back = [...ledgers.values()].flatMap((ledger): ConsentInput[] => {
    const last = ledger.at(-1);
    const before = ledger.findLast((word) => !isOfFile(word));
    if (!last || !isOfFile(last) || last.status !== 'granted' || before?.status === 'granted') return [];
    return [
      {
        ...{ customerId: last.customerId, channel: ChannelId.parse(last.channel), purpose: last.purpose },
        ...{ status: 'withdrawn', lawfulBasis: null, textVersion: null, source: 'import undone' },
        ...{ actor: actorRef(ctx.actor), occurredAt: ctx.now, evidence: `undo:${importId}` },
      },
    ];
  });
  await recordConsent(tx, ctx, back);
  return {
    consents: back.length,
    withdrawals: words.filter((word) => isOfFile(word) && word.status === 'withdrawn').length,
  };
}
