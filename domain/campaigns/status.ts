import type { CampaignStatus } from './campaign-ids';

/** What people and sweeps do to a campaign as a whole. */
export type CampaignMove = 'submit' | 'withdraw' | 'launch' | 'pause' | 'resume' | 'end' | 'archive' | 'restore';

const MOVES = {
  submit: { from: ['draft'], to: 'submitted', past: 'submitted' },
  withdraw: { from: ['submitted', 'approved'], to: 'draft', past: 'withdrawn' },
  launch: { from: ['approved'], to: 'running', past: 'launched' },
  pause: { from: ['running'], to: 'paused', past: 'paused' },
  resume: { from: ['paused'], to: 'running', past: 'resumed' },
  end: { from: ['running', 'paused'], to: 'ended', past: 'ended' },
  archive: { from: ['draft', 'submitted', 'approved', 'ended'], to: 'archived', past: 'archived' },
  restore: { from: ['archived'], to: 'draft', past: 'restored' },
} as const satisfies Record<CampaignMove, { from: readonly CampaignStatus[]; to: CampaignStatus; past: string }>;

/** Where a move leads from a status; null where it is not possible from there. */
export function afterMove(status: CampaignStatus, move: CampaignMove): CampaignStatus | null {
  return possibleFrom(move).includes(status) ? MOVES[move].to : null;
}

/** The statuses from which a move is possible, for saying why it is not. */
export function possibleFrom(move: CampaignMove): readonly CampaignStatus[] {
  return MOVES[move].from;
}

/** "paused", "resumed": what has been done to a campaign that was moved. */
export function movedWord(move: CampaignMove): (typeof MOVES)[CampaignMove]['past'] {
  return MOVES[move].past;
}

/** Whether its words and rules may be changed. What runs is paused first, so that nothing goes out half changed. */
export function isEditable(status: CampaignStatus): boolean {
  return status === 'draft' || status === 'submitted' || status === 'approved' || status === 'paused';
}
