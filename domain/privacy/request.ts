/** What a person can ask. */
export const REQUEST_KINDS = ['access', 'portability', 'erasure', 'opt_out_of_sale', 'opt_out_of_marketing'] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];

/** Whose clock runs. */
export const REGIMES = ['gdpr', 'ccpa', 'casl', 'can_spam'] as const;
export type Regime = (typeof REGIMES)[number];

/** What a person can be named by. */
export const IDENTIFIER_KINDS = ['email', 'phone', 'external'] as const;
export type IdentifierKind = (typeof IDENTIFIER_KINDS)[number];

export const REQUEST_STATUSES = ['received', 'verified', 'running', 'done', 'refused'] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

/** Which requests a list shows: open ones, open ones past their term, ended ones, or all. */
export const REQUEST_VIEWS = ['open', 'overdue', 'ended', 'all'] as const;
export type RequestView = (typeof REQUEST_VIEWS)[number];

/** What somebody can do with a request. */
export type RequestMove = 'verify' | 'run' | 'finish' | 'refuse' | 'extend';

const MOVES: Record<RequestMove, { from: readonly RequestStatus[]; to: RequestStatus | null }> = {
  verify: { from: ['received'], to: 'verified' },
  run: { from: ['verified'], to: 'running' },
  finish: { from: ['running'], to: 'done' },
  // What has begun to be erased cannot be refused any more.
  refuse: { from: ['received', 'verified'], to: 'refused' },
  extend: { from: ['received', 'verified'], to: null },
};

/** Where a request stands after a move; null where the move is not open from there. */
export function statusAfter(status: RequestStatus, move: RequestMove): RequestStatus | null {
  const { from, to } = MOVES[move];
  return from.includes(status) ? (to ?? status) : null;
}

/** Whether a request still waits for somebody or something. */
export function isOpen(status: RequestStatus): boolean {
  return status !== 'done' && status !== 'refused';
}

/**
 * Whether it has to be proven who asks before anything is done. A wish not to be written to or sold is kept at once:
 * no law lets one ask for proof of it, and nobody is harmed by it.
 */
export function needsProof(kind: RequestKind): boolean {
  return kind === 'access' || kind === 'portability' || kind === 'erasure';
}

/** Where a request of a kind stands after a move: a wish that needs no proof may be run as it came. */
export function nextStatus(kind: RequestKind, status: RequestStatus, move: RequestMove): RequestStatus | null {
  if (move === 'run' && status === 'received' && !needsProof(kind)) return 'running';
  return statusAfter(status, move);
}
