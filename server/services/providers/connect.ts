import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { ChannelId } from '@/domain/channels/channel';
import type { ProviderKind } from '@/server/channels/provider-kind';
import { providerKind, surroundings } from '@/server/channels/registry';
import { appendAudit } from '../../audit';
import { authorise, type ServiceContext } from '../../context';
import { ServiceError } from '../../errors';
import { inTransaction } from '../../in-transaction';
import { sealSecret, secretsOf } from './account';
import { fieldsOf, listChannels } from './list-channels';
import type { ChannelsView } from './types';

export const ConnectInput = z.object({
  channel: ChannelId,
  provider: z.string().max(32),
  /** What was filled in, by field; a secret that is left empty stays as it is. */
  values: z.record(z.string().max(64), z.string().trim().max(10_000)),
});
export type ConnectInput = z.input<typeof ConnectInput>;

const HINT_LENGTH = 4;

/**
 * Connects a provider to a channel, or changes the one that is. Secrets are sealed and never shown again. Throws
 * forbidden, not_found for a provider nobody knows, and invalid, naming the field, for what cannot work.
 */
export async function connectProvider(ctx: ServiceContext, input: ConnectInput): Promise<ChannelsView> {
  authorise(ctx, 'settings.manage');
  const { channel, provider, values } = ConnectInput.parse(input);
  const kind = providerKind(provider);
  if (kind?.channel !== channel) throw new ServiceError('not_found', 'There is no such provider for this channel.');
  const where = { workspaceId_channel: { workspaceId: ctx.workspaceId, channel } };
  const standing = await ctx.db.providerAccount.findUnique({ where });
  const kept = standing?.provider === provider ? await secretsOf(standing) : {};
  const filled = filledIn(kind, values, kept);
  const wrong = whyUnusable(kind, { ...filled.settings, ...filled.secrets });
  if (wrong) throw new ServiceError('invalid', wrong.message, wrong.field ? { field: wrong.field } : {});
  const row = {
    provider,
    settings: filled.settings,
    secrets: await sealed({ workspaceId: ctx.workspaceId, channel, provider }, filled.secrets),
    hints: Object.fromEntries(Object.entries(filled.secrets).map(([id, text]) => [id, text.slice(-HINT_LENGTH)])),
    updatedAt: ctx.now,
    // Whatever was wrong before may be mended by this.
    ...{ templatesProblem: null, templatesFailures: 0, templatesRefused: false },
  };
  await inTransaction(ctx, async (tx) => {
    const isSame = standing?.provider === provider;
    // Another provider gets another address: the last one's reports are none of its business.
    const fresh = { id: randomUUID(), connectedAt: ctx.now, lastReportAt: null };
    await tx.providerAccount.upsert({
      where,
      create: { workspaceId: ctx.workspaceId, channel, ...row, ...fresh },
      update: isSame ? row : { ...row, ...fresh },
    });
    // Templates belong to the account they were read from.
    if (channel === 'whatsapp' && !isSame)
      await tx.whatsappTemplate.deleteMany({ where: { workspaceId: ctx.workspaceId } });
    // What a gate holds back for that reason is tried at once.
    await tx.providerGate.deleteMany({ where: { workspaceId: ctx.workspaceId, provider } });
    await appendAudit(tx, ctx, {
      action: isSame ? 'provider.changed' : 'provider.connected',
      subject: `channel:${channel}`,
      payload: { provider, changed: changedFields(values) },
    });
  });
  return listChannels(ctx);
}

type Filled = { settings: Record<string, string>; secrets: Record<string, string> };

function filledIn(kind: ProviderKind, values: Record<string, string>, kept: Record<string, string>): Filled {
  const filled: Filled = { settings: {}, secrets: {} };
  for (const { id, kind: type, choices } of fieldsOf(kind)) {
    const isSecret = type === 'secret' || type === 'secret_text';
    const value = values[id] || (isSecret ? kept[id] : choices?.[0]?.value) || '';
    if (value !== '') (isSecret ? filled.secrets : filled.settings)[id] = value;
  }
  return filled;
}

function whyUnusable(kind: ProviderKind, config: Record<string, string>): { field: string; message: string } | null {
  for (const { id, label, isOptional, kind: type, choices } of fieldsOf(kind)) {
    const value = config[id];
    if (value === undefined) {
      if (!isOptional) return { field: id, message: `${label} is needed.` };
      continue;
    }
    if (choices && !choices.some((choice) => choice.value === value)) return { field: id, message: 'Choose one.' };
    if (type === 'number' && !(Number(value) > 0 && Number(value) <= 100_000)) {
      return { field: id, message: 'Type a number above 0.' };
    }
    if (id === 'baseUrl' && !/^https?:\/\//.test(value)) return { field: id, message: 'Type an http(s) address.' };
  }
  return kind.whyUnusable(config, surroundings(null));
}

type Placed = { workspaceId: string; channel: ChannelId; provider: string };

async function sealed(placed: Placed, secrets: Record<string, string>): Promise<Record<string, string>> {
  const pairs = Object.entries(secrets).map(async ([id, text]) => [id, await sealSecret(placed, id, text)] as const);
  return Object.fromEntries(await Promise.all(pairs));
}

/** Names of what was filled in, for the audit log: never what it is. */
function changedFields(values: Record<string, string>): string[] {
  return Object.keys(values)
    .filter((id) => values[id] !== '')
    .sort();
}
