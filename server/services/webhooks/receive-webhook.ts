import { v7 } from 'uuid';
import type { Report } from '@/domain/delivery/report';
import type { ServiceContext } from '../../context';
import { publicOrigin } from '../../public-origin';
import { findAccount } from './find-account';
import { takeInbound } from './take-inbound';
import type { WebhookAnswer, WebhookCall } from './types';

/**
 * Takes what a provider tells: believed by its signature over the octets, stored, and answered; worked in
 * afterwards. What a person writes to us takes effect at once. The same thing told again is known already.
 */
export async function receiveWebhook(call: WebhookCall): Promise<WebhookAnswer> {
  const found = await findAccount(call.accountId);
  const webhook = found?.connected.kind.webhook;
  if (!found || !webhook) return { status: 404, text: 'There is no such address.' };
  const { ctx, channel, connected } = found;
  const request = {
    url: `${publicOrigin()}${call.pathAndQuery}`,
    header: call.header,
    body: Buffer.from(call.body),
  };
  if (!webhook.isGenuine(request, connected.config)) return { status: 401, text: 'The signature is missing or wrong.' };
  const read = webhook.read(request);
  if (!read.ok) return { status: 400, text: read.problem };
  const about = { provider: connected.kind.id, channel };
  const told = read.reports.filter((report) => report.kind !== 'inbound');
  await store(ctx, { ...about, reports: told });
  if (told.length > 0) await ctx.publish('webhook/received', { workspaceId: ctx.workspaceId });
  const replies: (string | null)[] = [];
  for (const report of read.reports) {
    if (report.kind !== 'inbound') continue;
    const { word, reply } = await takeInbound(ctx, { ...about, report });
    replies.push(webhook.inbound?.isOursToAnswer(request, connected.config, word) ? reply : null);
  }
  if (replies.length === 0 || !webhook.inbound) return { status: 200, text: '' };
  return { status: 200, ...webhook.inbound.answer(replies.find((reply) => reply !== null) ?? null) };
}

/** Answers the call by which a provider makes sure that the address is ours. */
export async function greetWebhook(accountId: string, query: URLSearchParams): Promise<WebhookAnswer> {
  const found = await findAccount(accountId);
  if (!found) return { status: 404, text: 'There is no such address.' };
  const { kind, config } = found.connected;
  const text = kind.webhook?.greet?.(query, config) ?? null;
  return text === null ? { status: 403, text: 'The token is missing or wrong.' } : { status: 200, text };
}

type Told = { provider: string; channel: string; reports: readonly Report[] };

async function store(ctx: ServiceContext, { provider, channel, reports }: Told): Promise<void> {
  const { workspaceId, now } = ctx;
  await ctx.db.providerReport.createMany({
    data: reports.map((report) => ({
      workspaceId,
      id: v7(),
      provider,
      channel,
      dedupeKey: report.key,
      messageId: report.messageId,
      providerMessageId: report.providerMessageId,
      report,
      nextAt: now,
      receivedAt: now,
    })),
    skipDuplicates: true,
  });
  await ctx.db.providerAccount.updateMany({ where: { workspaceId, channel, provider }, data: { lastReportAt: now } });
}
