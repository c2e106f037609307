import type { WebContent } from '@/domain/channels/web-content';

/** What a page asks. `userId` counts only with its proof; without one the browser's own anonymous id does. */
export type PageAsk = {
  slot: string;
  anonymousId: string | null;
  userId: string | null;
  userHash: string | null;
  /** The browser says that its user opts out of sale and sharing (Global Privacy Control). */
  isOptedOut: boolean;
};

/**
 * Why a page is to show nothing. `unproven`: the browser belongs to somebody known, and nothing proves that they sit
 * before it. `waits`: a person has yet to say yes.
 */
export type NothingReason =
  | 'nothing_to_say'
  | 'no_consent'
  | 'opted_out'
  | 'unproven'
  | 'stopped'
  | 'held_out'
  | 'blocked'
  | 'waits'
  | 'dismissed'
  | 'shown_elsewhere';

/** What a page is to show. `token` reports that it was seen or closed; `isSeen` where it was seen before. */
export type PageDecision = {
  id: string;
  slot: string;
  content: WebContent;
  token: string;
  isSeen: boolean;
  expiresAt: Date;
};

/** The answer to a page, good for `seconds`. */
export type PageAnswer =
  | { decision: PageDecision; reason: null; seconds: number }
  | { decision: null; reason: NothingReason; seconds: number };
