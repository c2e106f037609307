import { z } from 'zod';
import type { ChannelId } from '@/domain/channels/channel';
import type { ConnectedProvider } from '@/server/channels/registry';
import { providerKind } from '@/server/channels/registry';
import type { ProviderAccount } from '../../generated/prisma/client';
import { publicOrigin } from '../../public-origin';
import { seal, unseal } from '../../sealing';

const Texts = z.record(z.string(), z.string());

/** What is no secret, by field. */
export function settingsOf({ settings }: Pick<ProviderAccount, 'settings'>): Record<string, string> {
  return Texts.parse(settings);
}

/** The last four characters of each secret, by field. */
export function hintsOf({ hints }: Pick<ProviderAccount, 'hints'>): Record<string, string> {
  return Texts.parse(hints);
}

/** The account with its secrets opened; null where this version knows no such provider. */
export async function openAccount(account: ProviderAccount): Promise<ConnectedProvider | null> {
  const kind = providerKind(account.provider);
  if (!kind) return null;
  const config = { ...settingsOf(account), ...(await secretsOf(account)) };
  return { kind, config, reportsTo: reportsTo(account) };
}

/** The secrets of an account, opened, by field. */
export async function secretsOf(account: ProviderAccount): Promise<Record<string, string>> {
  const sealed = Object.entries(Texts.parse(account.secrets));
  const opened = await Promise.all(
    sealed.map(async ([field, text]) => [field, await unseal(text, placeOf(account, field))] as const),
  );
  return Object.fromEntries(opened);
}

type Placed = { workspaceId: string; channel: ChannelId | string; provider: string };

/** A secret as it is kept: opened in this workspace, for this channel, provider and field alone. */
export function sealSecret(placed: Placed, field: string, text: string): Promise<string> {
  return seal(text, placeOf(placed, field));
}

function placeOf({ workspaceId, channel, provider }: Placed, field: string): string {
  return `provider|${workspaceId}|${channel}|${provider}|${field}`;
}

/** Where a provider reports to. */
export function reportsTo({ id }: { id: string }): string {
  return `${publicOrigin()}/v1/webhooks/${id}`;
}
