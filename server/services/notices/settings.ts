import { z } from 'zod';
import { parseEmailAddress } from '@/domain/channels/email-address';
import { NOTICE_KINDS, REGULAR_NOTICE_KINDS, STANDING_NOTICE_KINDS } from '@/domain/notices/notice-kinds';
import { distinctAddresses } from '@/domain/notices/recipients';
import { defaultNoticeSettings, NoticeSettings } from '@/domain/notices/settings';
import { env } from '@/lib/env';
import { whyNoWebhook } from '@/server/channels/webhook/post';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { seal, unseal } from '../../sealing';
import type { NoticeRoads, NoticeSettingsView, SentNotice } from './types';

const LATEST = 10;

export const SaveNoticeSettingsInput = NoticeSettings.extend({
  /** A new address for the webhook; null takes it away; left out it stays as it is. */
  webhookUrl: z.string().trim().max(2_000).nullable().optional(),
});
export type SaveNoticeSettingsInput = z.input<typeof SaveNoticeSettingsInput>;

/** Who is told of what outside of the product, and how the latest messages ended. Throws forbidden. */
export async function getNoticeSettings(ctx: ServiceContext): Promise<NoticeSettingsView> {
  authorise(ctx, 'settings.manage');
  const { settings, webhookHost } = await readNoticeSettings(ctx);
  const rows = await ctx.db.noticeOutbox.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: LATEST,
  });
  return { ...settings, webhookHost, latest: rows.map(asSent) };
}

/**
 * Says who is told of what. The webhook's address is kept sealed and never shown again. Throws forbidden, and invalid,
 * naming the field, for an address that is none or that is not on the public internet.
 */
export async function saveNoticeSettings(
  ctx: ServiceContext,
  input: SaveNoticeSettingsInput,
  roads: NoticeRoads = configuredRoads(),
): Promise<NoticeSettingsView> {
  authorise(ctx, 'settings.manage');
  const { webhookUrl, ...given } = SaveNoticeSettingsInput.parse(input);
  const document: NoticeSettings = {
    ...given,
    kinds: NOTICE_KINDS.filter((kind) => given.kinds.includes(kind)),
    recipients: addressesOf(given.recipients, 'recipients'),
    salesRecipients: addressesOf(given.salesRecipients, 'salesRecipients'),
    scorecardRecipients: addressesOf(given.scorecardRecipients, 'scorecardRecipients'),
    weeklyRecipients: addressesOf(given.weeklyRecipients, 'weeklyRecipients'),
    impactRecipients: addressesOf(given.impactRecipients, 'impactRecipients'),
  };
  const webhook: Partial<Webhook> = webhookUrl === undefined ? {} : await webhookOf(ctx, webhookUrl, roads);
  await inTransaction(ctx, async (tx) => {
    const row = { document, ...webhook, updatedAt: ctx.now };
    await tx.noticeSettings.upsert({
      where: { workspaceId: ctx.workspaceId },
      create: { workspaceId: ctx.workspaceId, ...row },
      update: row,
    });
    const { recipients, salesRecipients, scorecardRecipients, weeklyRecipients, impactRecipients, ...rest } = document;
    const counts = {
      recipients: recipients.length,
      salesRecipients: salesRecipients.length,
      scorecardRecipients: scorecardRecipients.length,
      weeklyRecipients: weeklyRecipients.length,
      impactRecipients: impactRecipients.length,
    };
    const payload = {
      ...rest,
      ...counts,
      ...(webhook.webhookHost !== undefined && { webhookHost: webhook.webhookHost }),
    };
    await appendAudit(tx, ctx, {
      action: 'notices.settings_changed',
      subject: `workspace:${ctx.workspaceId}`,
      payload,
    });
  });
  return getNoticeSettings(ctx);
}

export type StoredSettings = { settings: NoticeSettings; webhookHost: string | null; updatedAt: Date | null };

/** The settings in force; nobody is told of anything where none were made. */
export async function readNoticeSettings(ctx: ServiceContext): Promise<StoredSettings> {
  const row = await ctx.db.noticeSettings.findUnique({ where: { workspaceId: ctx.workspaceId } });
  if (!row) return { settings: defaultNoticeSettings(ctx.workspace.currency), webhookHost: null, updatedAt: null };
  return { settings: NoticeSettings.parse(row.document), webhookHost: row.webhookHost, updatedAt: row.updatedAt };
}

/** The webhook's address, for sending alone; null where there is none. */
export async function readWebhookUrl(ctx: ServiceContext): Promise<string | null> {
  const row = await ctx.db.noticeSettings.findUnique({ where: { workspaceId: ctx.workspaceId } });
  return row?.webhookSealed ? unseal(row.webhookSealed, placeOf(ctx)) : null;
}

/** What the environment allows. */
export function configuredRoads(): NoticeRoads {
  return { allowLocal: env().NOTICES_LOCAL === 'on' };
}

type Webhook = { webhookSealed: string | null; webhookHost: string | null };

async function webhookOf(ctx: ServiceContext, url: string | null, { allowLocal }: NoticeRoads): Promise<Webhook> {
  if (url === null) return { webhookSealed: null, webhookHost: null };
  const refusal = whyNoWebhook(url, allowLocal);
  if (refusal) throw new ServiceError('invalid', refusal, { field: 'webhookUrl' });
  return { webhookSealed: await seal(url, placeOf(ctx)), webhookHost: new URL(url).host };
}

function placeOf({ workspaceId }: ServiceContext): string {
  return `notice-webhook:${workspaceId}`;
}

function addressesOf(raw: readonly string[], field: string): string[] {
  const parsed = raw.map((text) => {
    const address = parseEmailAddress(text);
    if (!address.ok) throw new ServiceError('invalid', `“${text}” is no e-mail address: ${address.reason}.`, { field });
    return address.address;
  });
  return distinctAddresses(parsed);
}

const Status = z.enum(['waiting', 'sent', 'failed', 'unknown']);

function asSent(row: {
  id: string;
  kind: string;
  isTest: boolean;
  road: string;
  address: string | null;
  subject: string;
  status: string;
  attempts: number;
  createdAt: Date;
  lastWords: string | null;
}): SentNotice {
  const { id, isTest, address, subject, attempts, createdAt } = row;
  return {
    id,
    isTest,
    address,
    subject,
    attempts,
    createdAt,
    kind: z.enum([...NOTICE_KINDS, ...STANDING_NOTICE_KINDS, ...REGULAR_NOTICE_KINDS]).parse(row.kind),
    road: row.road === 'webhook' ? 'webhook' : 'email',
    status: Status.parse(row.status),
    words: row.lastWords,
  };
}
