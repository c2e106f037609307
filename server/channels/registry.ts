import type { ChannelId } from '@/domain/channels/channel';
import type { Provider } from '@/domain/channels/port';
import { env } from '@/lib/env';
import { sandbox } from './sandbox/send';
import { createSmtpProvider } from './smtp/send';

/** Real providers by channel, where the environment configures one. A new provider is one line. */
const REAL: Partial<Record<ChannelId, () => Provider | null>> = {
  email: () => smtp(env().SMTP_URL),
};

let smtpProvider: { url: string; provider: Provider } | undefined;

function smtp(url: string | undefined): Provider | null {
  if (!url) return null;
  if (smtpProvider?.url !== url) smtpProvider = { url, provider: createSmtpProvider({ url }) };
  return smtpProvider.provider;
}

/**
 * Who delivers a channel's messages for a workspace, and the only way to get at a provider. Demo data and virtual
 * time never reach a real person: for them it is always the sandbox, whatever is configured.
 */
export function providerFor(channel: ChannelId, workspace: { isDemo: boolean; isVirtual: boolean }): Provider {
  if (workspace.isDemo || workspace.isVirtual) return sandbox;
  return REAL[channel]?.() ?? sandbox;
}
