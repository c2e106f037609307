import type { ChannelId } from '@/domain/channels/channel';
import type { Envelope, Provider, SendResult } from '@/domain/channels/port';
import { retryAfter } from '@/domain/delivery/retry';
import { CONFIRMATION } from '@/domain/guardrails/consent-record';
import { ASKED_CHANNELS, type AskedChannel } from '@/domain/preferences/opt-in';
import { after, MINUTE } from '@/domain/shared/time';
import { isClosing } from '../../closing';
import type { ServiceContext } from '../../context';
import type { Db } from '../../db';
import type { OptInRequest } from '../../generated/prisma/client';
import { inTransaction } from '../../in-transaction';
import { optInStanding } from '../consent';
import { stopChannel } from '../kill-switch';
import { providersOf } from '../providers';
import { closeAsked } from './close-asked';
import { type Admission, admit, giveBack, noteSigns, type Providers, type Spent } from './gates';
import { loadBrand } from './render-message';
import { writeQuestion } from './write-question';

/** Longer than any provider may take: who has not answered then has died, and may have sent it. */
const LEASE_MS = MINUTE;
/** Questions a turn asks, at most. */
const TURN = 200;

/**
 * Sends the questions by which people confirm that they want to be written to, and that are due. Each is looked at once
 * more in the transaction that claims it (a no, a closed address, an answer, a kill switch), written down as being
 * attempted before the network is touched, and never repeated where its fate is unknown. By the same providers, quotas
 * and circuit breakers as everything else. Answers how many left.
 */
export async function sendQuestions(ctx: ServiceContext): Promise<number> {
  if (!(await isAnyDue(ctx))) return 0;
  await giveUpLost(ctx);
  const providers = await providersOf(ctx, ctx.db);
  const admission = await admit(ctx, providers);
  const spent = new Map<ChannelId, Spent>();
  let sent = 0;
  try {
    for (let turn = 0; turn < TURN && !isClosing(); turn++) {
      const claimed = await claimNext(ctx, providers, openChannels(admission, spent));
      if (claimed === 'none') break;
      if (claimed === 'dropped') continue;
      const used = spent.get(claimed.channel) ?? { units: 0, messages: 0 };
      spent.set(claimed.channel, { units: used.units + claimed.units, messages: used.messages + 1 });
      const result = await handOver(claimed);
      await settle(ctx, claimed, result);
      if (result.kind === 'accepted') sent += 1;
    }
  } finally {
    await giveBack(ctx, providers, admission, spent);
  }
  return sent;
}

async function isAnyDue({ db, workspaceId, now }: ServiceContext): Promise<boolean> {
  const where = { workspaceId, status: { in: ['waiting', 'attempting'] }, nextAt: { lte: now } };
  return (await db.optInRequest.findFirst({ where, select: { id: true } })) !== null;
}

/** What a sender that died left behind may have arrived. */
async function giveUpLost({ db, workspaceId, now }: ServiceContext): Promise<void> {
  await db.optInRequest.updateMany({
    where: { workspaceId, status: 'attempting', nextAt: { lte: now } },
    data: { status: 'unknown', lastWords: 'The sender stopped while handing it over.' },
  });
}

/** Channels whose quota and circuit breaker let one more through. */
function openChannels({ allowances }: Admission, spent: ReadonlyMap<ChannelId, Spent>): AskedChannel[] {
  return ASKED_CHANNELS.filter((channel) => {
    const allowance = allowances.get(channel);
    const used = spent.get(channel) ?? { units: 0, messages: 0 };
    return !allowance || (used.units < allowance.units && used.messages < allowance.most);
  });
}

type Claimed = {
  id: string;
  customerId: string;
  channel: AskedChannel;
  toAddress: string;
  attempts: number;
  units: number;
  provider: Provider;
  subject: string | null;
  html: string | null;
  text: string;
  envelope: Envelope;
};

function claimNext(
  ctx: ServiceContext,
  providers: Providers,
  channels: readonly AskedChannel[],
): Promise<Claimed | 'dropped' | 'none'> {
  return inTransaction(ctx, async (tx) => {
    const request = await lockNext(tx, ctx, channels);
    const channel = channels.find((each) => each === request?.channel);
    if (!request || !channel) return 'none';
    const { id, customerId, toAddress, expiresAt } = request;
    const key = { workspaceId_id: { workspaceId: ctx.workspaceId, id } };
    const needless = await whyNeedless(tx, ctx, request);
    if (needless) {
      await tx.optInRequest.update({ where: key, data: { status: 'dropped', lastWords: needless } });
      return 'dropped';
    }
    const { units, headers, ...written } = await writeQuestion(ctx, await loadBrand(tx, ctx), {
      ...{ id, channel, toAddress, expiresAt },
    });
    const provider = providers(channel);
    const attempts = request.attempts + 1;
    const state = { status: 'attempting', attempts, provider: provider.id, nextAt: after(ctx.now, LEASE_MS) };
    await tx.optInRequest.update({ where: key, data: { ...state, ...written, headers } });
    const { subject, html, text } = written;
    return { id, customerId, channel, toAddress, attempts, units, provider, subject, html, text, envelope: headers };
  });
}

/** The question that waits longest; none while somebody has stopped the workspace or its channel. */
async function lockNext(
  tx: Db,
  { workspaceId, now }: ServiceContext,
  channels: readonly AskedChannel[],
): Promise<OptInRequest | null> {
  const [due] = await tx.$queryRaw<{ id: string }[]>`
    SELECT r.id FROM opt_in_request r
    WHERE r.workspace_id = ${workspaceId}::uuid AND r.status = 'waiting' AND r.next_at <= ${now}
      AND r.channel = ANY(${[...channels]}::text[])
      AND NOT EXISTS (SELECT 1 FROM kill_switch k WHERE k.workspace_id = r.workspace_id AND k.resumed_at IS NULL
        AND (k.scope = 'workspace' OR (k.scope = 'channel' AND k.target = r.channel)))
    ORDER BY r.next_at, r.id LIMIT 1 FOR UPDATE SKIP LOCKED`;
  return due ? tx.optInRequest.findUnique({ where: { workspaceId_id: { workspaceId, id: due.id } } }) : null;
}

/** Why there is nothing to ask any more; null where there is. */
async function whyNeedless(tx: Db, ctx: ServiceContext, request: OptInRequest): Promise<string | null> {
  const standing = await optInStanding(tx, ctx, request.id);
  if (standing?.state === 'expired') return 'It could not be answered any more.';
  if (standing?.state !== 'waiting') return 'The customer said no since, or the address is closed or another one.';
  const { customerId, channel, saidAt } = request;
  const confirmed = await tx.consentEvent.count({
    where: {
      ...{ workspaceId: ctx.workspaceId, customerId, channel, purpose: CONFIRMATION, status: 'granted' },
      occurredAt: { gte: saidAt },
    },
  });
  return confirmed > 0 ? 'It was confirmed another way.' : null;
}

function handOver({ provider, id, channel, envelope, subject, html, text }: Claimed): Promise<SendResult> {
  return provider.send({ id, channel, envelope, subject, html, text, devices: [] });
}

async function settle(ctx: ServiceContext, claimed: Claimed, result: SendResult): Promise<void> {
  const { id, provider, channel } = claimed;
  const retryMs = result.kind === 'retry' ? retryAfter(claimed.attempts, id, result.retryAfterMs) : null;
  await inTransaction(ctx, async (tx) => {
    await tx.optInRequest.update({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } },
      data: {
        status: retryMs === null ? statusOf(result) : 'waiting',
        nextAt: after(ctx.now, retryMs ?? 0),
        ...(result.kind === 'accepted'
          ? { sentAt: ctx.now, providerMessageId: result.providerMessageId || null, lastWords: null }
          : { lastWords: `${result.reason} (${result.code})`.slice(0, 500) }),
      },
    });
    if (result.kind === 'suppress') await closeAsked(tx, ctx, claimed, result.because ?? 'hard_bounce');
  });
  if (provider.isReal) await noteSigns(ctx, provider, [result]);
  if (result.kind === 'fail' && result.pausesChannel) {
    await stopChannel(ctx, channel, { provider: provider.id, ...result });
  }
}

function statusOf(result: SendResult): 'sent' | 'unknown' | 'failed' {
  if (result.kind === 'accepted') return 'sent';
  return result.kind === 'unknown' ? 'unknown' : 'failed';
}
