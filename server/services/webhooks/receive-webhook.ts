import { publicOrigin } from '../../public-origin';
import { findAccount } from './find-account';
import { storeReports, untold } from './store-reports';
import { takeInbound } from './take-inbound';
import type { WebhookAnswer, WebhookCall } from './types';

/**
 * Takes what a provider tells: believed by its signature over the octets, stored, and answered; worked in
 * afterwards. What a person writes to us takes effect at once. The same thing told again is known already: a provider
 * that was not answered in time, and tells all of it anew, finds what was done, and the rest is gone on with.
 */
export async function receiveWebhook(call: WebhookCall): Promise<WebhookAnswer> {
  const found = await findAccount(call.accountId);
  const webhook = found?.connected.kind.webhook;
  if (!found || !webhook) return { status: 404, text: 'There is no such address.' };
  const { ctx, channel, connected } = found;
  if (call.body.byteLength > webhook.maxBytes) return { status: 413, text: tooLong(webhook.maxBytes) };
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
  await storeReports(ctx, { ...about, reports: told });
  if (told.length > 0) await ctx.publish('webhook/received', { workspaceId: ctx.workspaceId });
  const replies: (string | null)[] = [];
  const said = read.reports.filter((report) => report.kind === 'inbound');
  // One alone may be told again because its answer was lost: it is answered again.
  for (const report of said.length > 1 ? await untold(ctx, { provider: about.provider, reports: said }) : said) {
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

/** What a body that is longer than its provider ever sends is answered. */
function tooLong(maxBytes: number): string {
  return `A report of more than ${maxBytes / 1_000} kB is not read.`;
}
