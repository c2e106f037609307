import type { ChannelId } from '@/domain/channels/channel';
import type { ProviderField, Quota } from '@/domain/channels/port';
import type { ProviderTemplate, TemplateUse, TemplateValue } from '@/domain/channels/whatsapp-template';

/** A kind of provider as the form shows it. */
export type ProviderChoice = {
  id: string;
  name: string;
  summary: string;
  fields: readonly ProviderField[];
  /** What to do at the provider so that it reports; null where it reports nothing. */
  setUp: readonly string[] | null;
};

/** What is connected, without its secrets: of each the last four characters. */
export type ConnectedView = {
  settings: Readonly<Record<string, string>>;
  hints: Readonly<Record<string, string>>;
  connectedAt: Date;
  updatedAt: Date;
  /** Where the provider reports to; null where it reports nothing. */
  reportsTo: string | null;
  lastReportAt: Date | null;
};

/** How a provider does, over the last 24 hours where nothing else is said. */
export type ProviderHealth = {
  handedOver: number;
  /** Failed, bounced or of unknown fate. */
  wentWrong: number;
  /** Due and not gone yet, in messages. */
  waiting: number;
  /** The same in what the quota counts. */
  waitingUnits: number;
  quota: Quota | null;
  circuit: 'closed' | 'open' | 'half_open';
  /** Nothing is handed over before; null where something may be. */
  restsUntil: Date | null;
  lastSuccessAt: Date | null;
  lastFailure: { at: Date; code: string; reason: string } | null;
};

/**
 * Who delivers one channel. `sandbox`: nothing leaves. `installation`: what whoever runs the product configured.
 * `connected`: what this workspace connected.
 */
export type ChannelView = {
  channel: ChannelId;
  environment: 'sandbox' | 'installation' | 'connected';
  provider: { id: string; name: string };
  connected: ConnectedView | null;
  /** The kind of provider that is connected, used or not. */
  connectedTo: string | null;
  health: ProviderHealth | null;
  choices: ProviderChoice[];
};

export type ChannelsView = {
  channels: ChannelView[];
  /** What is wrong with providers now, the oldest first. */
  troubles: { key: string; channel: string; words: string; since: Date }[];
  /** Demo data and virtual time never leave, whatever is connected. */
  isContained: boolean;
};

/** A template of WhatsApp, and what it is used for. */
export type TemplateView = ProviderTemplate & {
  speaksFor: TemplateUse | null;
  /** What fills its placeholders, in their order; empty where it speaks for nothing. */
  values: TemplateValue[];
  /** Why it does not speak for its message although it was given one; null where it does, or was given none. */
  unfit: string | null;
};

export type TemplatesView = {
  templates: TemplateView[];
  /** When the provider was last asked for them; null where it never was, and in the sandbox. */
  askedAt: Date | null;
  /** Why it last told nothing. */
  problem: string | null;
  /** Whether these are the sandbox's own. */
  isSandbox: boolean;
  /** False where nobody has said which account they are to be read of. */
  isReadable: boolean;
};
