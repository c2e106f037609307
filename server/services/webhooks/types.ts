/** What a provider's door answers: `text` is a body of ours, for the few providers that read one. */
export type WebhookAnswer = { status: number; text: string; contentType?: string };

/** A request of a provider, as its door got it. */
export type WebhookCall = {
  accountId: string;
  /** Path and query, as they were called; the origin is the installation's own. */
  pathAndQuery: string;
  header: (name: string) => string | null;
  body: Uint8Array;
};
