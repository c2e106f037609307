import type { z } from 'zod';
import { givesAway, type ListedAddress, readAddress, type SuppressedChannel } from '@/domain/suppressions/suppression';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import type { Db } from '../../db';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { suppress } from '../consent';
import { hashesOf } from './hashes-of';
import { AddSuppressionInput } from './types';

/**
 * Puts an address on the list by hand, on every channel it is written to by; what waits to be sent to it is let go when it
 * comes up. An entry that is there stays, unless the new reason weighs more (a complaint, the law). Throws invalid for what
 * is no address and for a note that holds it, conflict where nothing would change.
 */
export async function addSuppression(
  ctx: ServiceContext,
  input: z.input<typeof AddSuppressionInput>,
): Promise<{ channels: readonly SuppressedChannel[] }> {
  authorise(ctx, 'suppressions.edit');
  const { reason, note, ...typed } = AddSuppressionInput.parse(input);
  const address = readAddress(typed.address);
  if (!address) {
    const message = 'This is neither a whole e-mail address nor a telephone number.';
    throw new ServiceError('invalid', message, { field: 'address' });
  }
  refuseAddressIn(note, typed.address, address);
  await inTransaction(ctx, async (tx) => {
    const changed = await insert(tx, ctx, address, { reason, note });
    if (!changed) throw new ServiceError('conflict', 'This address is on the list already.');
    const keys = await hashesOf(ctx, address);
    await appendAudit(tx, ctx, {
      action: 'suppression.added',
      subject: `suppression:${keys[0]?.addressHash.slice(0, 16) ?? ''}`,
      payload: { reason, note, keys },
    });
  });
  return { channels: address.channels };
}

type Why = Pick<z.output<typeof AddSuppressionInput>, 'reason' | 'note'>;

/** The list and the audit log outlive the person: no words of theirs may give the address away. */
function refuseAddressIn(note: string, typed: string, { address }: ListedAddress): void {
  if (!givesAway(note, typed.toLowerCase()) && !givesAway(note, address)) return;
  const message = 'Leave the address out of the reason: it is kept only as a hash.';
  throw new ServiceError('invalid', message, { field: 'note' });
}

/** Whether anything changed on one of the channels. */
async function insert(tx: Db, ctx: ServiceContext, { channels, address }: ListedAddress, why: Why): Promise<boolean> {
  let isChanged = false;
  for (const channel of channels) {
    const isNew = await suppress(tx, ctx, { channel, address, messageId: null, ...why });
    isChanged ||= isNew;
  }
  return isChanged;
}
