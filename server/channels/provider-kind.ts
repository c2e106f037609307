import type { ChannelId } from '@/domain/channels/channel';
import type { InboundWord } from '@/domain/channels/inbound-words';
import type { Provider, ProviderField } from '@/domain/channels/port';
import type { Report } from '@/domain/delivery/report';

/** What somebody filled in for a provider, by field; secrets opened. */
export type ProviderConfig = Readonly<Record<string, string>>;

/** What an adapter is told of where it runs. */
export type Surroundings = {
  /** Where the provider reports to; null where nobody outside can reach us. */
  reportsTo: string | null;
  /** Whether accounts may say where their provider is: for tests, and for whoever hosts a stand-in. */
  allowLocal: boolean;
  /** The installation's own mail server. */
  smtpUrl: string | null;
};

/** A report as it came in, its body as the octets that were signed. */
export type InboundRequest = {
  /** The address as the provider was told it: never what a header says. */
  url: string;
  header: (name: string) => string | null;
  body: Buffer;
};

/** What a provider tells of, or why it cannot be read. */
export type ReadReports = { ok: true; reports: Report[] } | { ok: false; problem: string };

/** How a provider tells what became of messages. */
export type Webhook = {
  /** More octets than the provider ever sends in one request: what is longer is not read. */
  maxBytes: number;
  /** What to do at the provider so that it reports, in steps. */
  setUp: readonly string[];
  /** Whether the request comes from the provider, by its signature over the octets. Never throws. */
  isGenuine: (request: InboundRequest, config: ProviderConfig) => boolean;
  /** What a genuine request tells. Never throws. */
  read: (request: InboundRequest) => ReadReports;
  /** What to answer a GET by which the provider makes sure of the address; null refuses it. */
  greet?: (query: URLSearchParams, config: ProviderConfig) => string | null;
  /** How people who write to us are answered in the same breath; left out where the provider reads no answer. */
  inbound?: {
    isOursToAnswer: (request: InboundRequest, config: ProviderConfig, word: InboundWord) => boolean;
    answer: (text: string | null) => { text: string; contentType: string };
  };
};

/** One kind of provider: everything the product has to know of it. A new one is a folder and a line in the registry. */
export type ProviderKind = {
  id: string;
  name: string;
  channel: ChannelId;
  /** One sentence, for whoever chooses. */
  summary: string;
  fields: readonly ProviderField[];
  /** What is wrong with what was filled in, and where; null where nothing is. */
  whyUnusable: (config: ProviderConfig, around: Surroundings) => { field: string; message: string } | null;
  open: (config: ProviderConfig, around: Surroundings) => Provider;
  /** Null where the provider reports nothing. */
  webhook: Webhook | null;
};
