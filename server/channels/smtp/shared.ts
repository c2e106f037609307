import type { Provider } from '@/domain/channels/port';
import { createSmtpProvider } from './send';

let shared: { url: string; provider: Provider } | undefined;

/** The one pool of connections to the installation's mail server, for all workspaces. */
export function sharedSmtp(url: string): Provider {
  if (shared?.url !== url) shared = { url, provider: createSmtpProvider({ url }) };
  return shared.provider;
}
