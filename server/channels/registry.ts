import type { ChannelId } from '@/domain/channels/channel';
import type { Provider } from '@/domain/channels/port';
import { env } from '@/lib/env';
import { fcm } from './fcm';
import type { ProviderConfig, ProviderKind, Surroundings } from './provider-kind';
import { sandbox } from './sandbox/send';
import { sendgrid } from './sendgrid';
import { smtp } from './smtp';
import { sharedSmtp } from './smtp/shared';
import { twilio } from './twilio';
import { whatsapp } from './whatsapp';

/** Every kind of provider there is. A new one is one line. */
export const PROVIDER_KINDS: readonly ProviderKind[] = [sendgrid, smtp, twilio, whatsapp, fcm];

/** What a workspace has connected for a channel, its secrets opened. */
export type ConnectedProvider = { kind: ProviderKind; config: ProviderConfig; reportsTo: string };

/** The kind of this id; null for none. */
export function providerKind(id: string): ProviderKind | null {
  return PROVIDER_KINDS.find((kind) => kind.id === id) ?? null;
}

/** Where adapters run, as the environment says. */
export function surroundings(reportsTo: string | null): Surroundings {
  const { PROVIDERS_LOCAL, SMTP_URL } = env();
  const allowLocal = PROVIDERS_LOCAL === 'on';
  const isReachable = reportsTo?.startsWith('https://') || allowLocal;
  return { reportsTo: isReachable ? reportsTo : null, allowLocal, smtpUrl: SMTP_URL ?? null };
}

/**
 * Who delivers a channel's messages for a workspace, and the only way to get at a provider. Demo data and virtual
 * time never reach a real person: for them it is always the sandbox, whatever is connected or configured.
 */
export function providerFor(
  channel: ChannelId,
  workspace: { isDemo: boolean; isVirtual: boolean },
  connected: ConnectedProvider | null,
): Provider {
  if (workspace.isDemo || workspace.isVirtual) return sandbox;
  if (connected) return connected.kind.open(connected.config, surroundings(connected.reportsTo));
  return installed(channel) ?? sandbox;
}

/** Who delivers a channel for workspaces that have connected nobody. */
function installed(channel: ChannelId): Provider | null {
  const { SMTP_URL } = env();
  return channel === 'email' && SMTP_URL ? sharedSmtp(SMTP_URL) : null;
}
