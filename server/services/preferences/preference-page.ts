import { v7 } from 'uuid';
import type { ChannelId } from '@/domain/channels/channel';
import { CONFIRMATION, EVERYTHING, MARKETING } from '@/domain/guardrails/consent-record';
import { type PreferenceChange, type Preferences, type Word, wordsFor } from '@/domain/preferences/preferences';
import { Brand } from '@/domain/workspaces/brand';
import { appendAudit } from '../../audit';
import type { Db } from '../../db';
import { inTransaction } from '../../in-transaction';
import { askToConfirm, keyedHash, recordConsent } from '../consent';
import { recallClaimed } from '../delivery';
import { activePolicy } from '../policies';
import { findMessage, lockMessage, markUnsubscribed, masked, spokenFrom, type TrackedMessage } from '../tracking';
import { closeChannel, openChannel } from './channel-effects';
import { type Reached, reachOf, readPreferences } from './read-preferences';

/** What the preference page shows. `address` is masked: the link may have been forwarded. */
export type PreferencePage = {
  companyName: string;
  brandColors: Brand['colors'];
  address: string;
  timezone: string;
  preferences: Preferences;
};

/** Who says it, as proof: kept as keyed hashes, which can be compared and not read. */
export type Speaker = { address: string; userAgent: string | null };

/** Version of the words on the preference page. */
const TEXT = 'preference-page@1';
const SOURCE = 'preference page';

/** What the holder of a preference link has chosen; changes nothing. Null for a token not signed here, or of an erased person. */
export async function findPreferences(token: string): Promise<PreferencePage | null> {
  const found = await findReader(token);
  return found && describe(found);
}

/**
 * Does what the holder of a preference link wants, effective with this transaction: each change is an entry of the
 * consent ledger with its proof; a channel that is left is suppressed and what waits on it cancelled, one that is
 * opened again is taken off the list where it stood there by the customer's own wish. Once or a hundred times is the
 * same. Null as for `findPreferences`.
 */
export async function changePreferences(
  token: string,
  change: PreferenceChange,
  speaker: Speaker,
): Promise<PreferencePage | null> {
  const found = await findReader(token);
  if (!found) return null;
  const { message, reached } = found;
  const { ctx } = message;
  const asked = await inTransaction(ctx, async (tx) => {
    await lockMessage(tx, ctx, message.id);
    const { document: policy } = await activePolicy(ctx, tx);
    const now = await readPreferences(tx, ctx, reached, policy);
    const words = wordsFor(change, now);
    if (words.length === 0) return 0;
    await record(tx, found, words, speaker);
    await recallClaimed(tx, ctx, message.customerId);
    for (const word of effectiveOn(words, [...reached.addresses.keys()])) {
      await follow(tx, found, word);
    }
    return askToConfirm(tx, ctx, [message.customerId]);
  });
  if (asked > 0) await ctx.publish('message/queued', { workspaceId: ctx.workspaceId });
  return describe(found);
}

type Reader = { message: TrackedMessage; reached: Reached };

async function findReader(token: string): Promise<Reader | null> {
  const message = await findMessage('preferences', token);
  const reached = message && (await reachOf(message.ctx.db, message.ctx, message.customerId));
  return message && reached ? { message, reached } : null;
}

async function record(tx: Db, { message }: Reader, words: readonly Word[], speaker: Speaker): Promise<void> {
  const { ctx, id, customerId } = message;
  const { workspaceId, now } = ctx;
  const evidence = `message:${id}:${v7()}`;
  const address = await spokenFrom(message);
  const ipHash = await keyedHash(workspaceId, 'ip', speaker.address);
  const agentHash = speaker.userAgent ? await keyedHash(workspaceId, 'user-agent', speaker.userAgent) : null;
  await recordConsent(
    tx,
    ctx,
    [...words, ...confirmed(words, message.channel)].map((word) => ({
      ...word,
      addressHash: word.purpose === CONFIRMATION ? address : null,
      customerId,
      lawfulBasis: word.status === 'granted' ? 'consent' : null,
      source: SOURCE,
      textVersion: TEXT,
      actor: 'customer',
      occurredAt: now,
      evidence,
      ipHash,
      agentHash,
    })),
  );
  const { subjectRef } = await tx.customer.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: customerId } },
    select: { subjectRef: true },
  });
  const said = words.map(({ channel, purpose, status }) => ({ channel, purpose, status }));
  const payload = { words: said, messageId: id, via: SOURCE };
  await appendAudit(tx, ctx, { action: 'preferences.changed', subject: `customer:${subjectRef}`, payload });
}

/** Who opens the channel their link came by has the address in hand: that confirms what they say of it. */
function confirmed(words: readonly Word[], channel: ChannelId): Word[] {
  const isOpened = words.some(
    (word) => word.channel === channel && word.purpose === MARKETING && word.status === 'granted',
  );
  return isOpened ? [{ channel, purpose: CONFIRMATION, status: 'granted' }] : [];
}

/** Words on channels; a no to everything is one on each, also where nothing had been agreed to. */
function effectiveOn(words: readonly Word[], reachable: readonly ChannelId[]): Word[] {
  if (!words.some((word) => word.purpose === EVERYTHING)) return words.filter((word) => word.purpose === MARKETING);
  return reachable.map((channel) => ({ channel, purpose: MARKETING, status: 'withdrawn' }));
}

/** What follows from a word on a channel: its addresses are closed or opened, and what waits goes or stays. */
async function follow(tx: Db, { message, reached }: Reader, { channel, status }: Word): Promise<void> {
  const { ctx, id, customerId } = message;
  const addresses = addressesOn(channel, message, reached);
  if (status === 'granted') return openChannel(tx, ctx, { channel, addresses });
  if (channel === message.channel) await markUnsubscribed(tx, ctx, message);
  const reason = 'The customer wants nothing more on this channel.';
  await closeChannel(tx, ctx, { customerId, channel, addresses, messageId: id, reason });
}

/** The customer's address now, and the one the message went to, where that was on this channel. */
function addressesOn(channel: ChannelId, message: TrackedMessage, { addresses }: Reached): string[] {
  const now = addresses.get(channel) ?? null;
  const then = channel === message.channel && channel !== 'web' && channel !== 'push' ? message.toAddress : null;
  return [...new Set([now, then].filter((address) => address !== null && address !== ''))] as string[];
}

/** The address the message went to; what went to a page or an app says the one we know of the customer. */
function addressShown({ channel, toAddress }: TrackedMessage, { addresses }: Reached): string {
  if (channel !== 'web' && channel !== 'push') return masked(toAddress);
  const known = [...addresses.values()].find((address) => address !== null);
  return known ? masked(known) : 'you';
}

async function describe({ message, reached }: Reader): Promise<PreferencePage> {
  const { ctx } = message;
  const { brand } = await ctx.db.workspace.findUniqueOrThrow({
    where: { id: ctx.workspaceId },
    select: { brand: true },
  });
  const { companyName, colors } = Brand.parse(brand);
  const { document: policy } = await activePolicy(ctx);
  return {
    companyName,
    brandColors: colors,
    address: addressShown(message, reached),
    timezone: ctx.workspace.timezone,
    preferences: await readPreferences(ctx.db, ctx, reached, policy),
  };
}
