/** What of a waiting decision the queue itself needs. */
export type QueueEntry = { id: string; version: number; decidedAt: Date };

/** A verdict given and not yet confirmed by the server; `index` is where the item stood. */
export type PendingVerdict<Entry extends QueueEntry> = { entry: Entry; index: number };

/**
 * The review queue as one person sees it. Order never changes under their cursor: what arrives later waits in
 * `arrivals` until asked for, or until nothing else is left; what is decided elsewhere leaves quietly unless it is the
 * one on screen.
 */
export type QueueState<Entry extends QueueEntry> = {
  entries: readonly Entry[];
  arrivals: readonly Entry[];
  /** Open decisions on the server, those not listed here too. */
  serverTotal: number;
  currentId: string | null;
  /** What is really on screen; verdicts are about this and nothing else. */
  painted: { id: string; version: number } | null;
  /** Milliseconds of the page's clock before which no verdict is taken. */
  armedAt: number;
  pending: readonly PendingVerdict<Entry>[];
  decidedIds: readonly string[];
  /** Workspace time when the queue was opened: what was decided later is new. */
  openedAt: Date | null;
};

export type QueueAction<Entry extends QueueEntry> =
  | { type: 'listed'; entries: readonly Entry[]; serverTotal: number; now: Date }
  | { type: 'joined'; entry: Entry }
  | { type: 'selected'; id: string | null }
  | { type: 'painted'; id: string; version: number; at: number }
  | { type: 'pressed'; at: number }
  | { type: 'decided'; id: string; version: number; at: number }
  | { type: 'confirmed'; id: string }
  | { type: 'refused'; id: string }
  | { type: 'undone'; id: string }
  | { type: 'gone'; id: string }
  | { type: 'arrivalsShown' };

/** Nobody reads a decision faster than this; a press within it was meant for the one before. */
export const ARMING_MS = 300;

export function emptyQueue<Entry extends QueueEntry>(currentId: string | null = null): QueueState<Entry> {
  return {
    entries: [],
    arrivals: [],
    serverTotal: 0,
    currentId,
    painted: null,
    armedAt: 0,
    pending: [],
    decidedIds: [],
    openedAt: null,
  };
}

/** Whether a verdict pressed now would be about what the person sees. */
export function mayDecide(state: QueueState<QueueEntry>, at: number): boolean {
  return state.painted !== null && state.painted.id === state.currentId && at >= state.armedAt;
}

export function queueReducer<Entry extends QueueEntry>(
  state: QueueState<Entry>,
  action: QueueAction<Entry>,
): QueueState<Entry> {
  return refilled(reduced(state, action));
}

/** An empty queue has no order to keep: what has arrived comes by itself. */
function refilled<Entry extends QueueEntry>(state: QueueState<Entry>): QueueState<Entry> {
  const [first] = state.arrivals;
  if (!first || state.entries.length > 0 || state.currentId !== null) return state;
  return { ...state, entries: state.arrivals, arrivals: [], currentId: first.id };
}

function reduced<Entry extends QueueEntry>(state: QueueState<Entry>, action: QueueAction<Entry>): QueueState<Entry> {
  switch (action.type) {
    case 'listed':
      return listed(state, action);
    case 'joined':
      // Opened by its link and too far down to be listed: it stands first.
      return isKnown(state, action.entry.id) ? state : { ...state, entries: [action.entry, ...state.entries] };
    case 'selected':
      return action.id === state.currentId ? state : { ...state, currentId: action.id, painted: null };
    case 'painted':
      return painted(state, action);
    case 'pressed':
      // Hammering on a key keeps it dead: the hand has to come to rest first.
      return mayDecide(state, action.at) ? state : { ...state, armedAt: action.at + ARMING_MS };
    case 'decided':
      return decided(state, action);
    case 'confirmed':
      return {
        ...state,
        pending: state.pending.filter(({ entry }) => entry.id !== action.id),
        decidedIds: [...state.decidedIds, action.id],
      };
    case 'refused':
      return refused(state, action);
    case 'undone':
      // It waits again, under the eyes of whoever took the verdict back.
      return {
        ...state,
        decidedIds: state.decidedIds.filter((id) => id !== action.id),
        currentId: action.id,
        painted: null,
      };
    case 'gone':
      return gone(state, action.id);
    case 'arrivalsShown':
      return { ...state, entries: [...state.entries, ...state.arrivals], arrivals: [] };
  }
}

function isKnown(state: QueueState<QueueEntry>, id: string): boolean {
  const isHere = (entry: QueueEntry) => entry.id === id;
  return (
    state.entries.some(isHere) || state.decidedIds.includes(id) || state.pending.some(({ entry }) => isHere(entry))
  );
}

function listed<Entry extends QueueEntry>(
  state: QueueState<Entry>,
  { entries, serverTotal, now }: Extract<QueueAction<Entry>, { type: 'listed' }>,
): QueueState<Entry> {
  const openedAt = state.openedAt ?? now;
  const fresh = new Map(entries.map((entry) => [entry.id, entry]));
  const settled = new Set([...state.decidedIds, ...state.pending.map(({ entry }) => entry.id)]);
  const isWhole = entries.length >= serverTotal;
  const kept = state.entries
    .filter((entry) => fresh.has(entry.id) || !isWhole || entry.id === state.currentId)
    .map((entry) => fresh.get(entry.id) ?? entry);
  const known = new Set(kept.map((entry) => entry.id));
  const unknown = entries.filter((entry) => !known.has(entry.id) && !settled.has(entry.id));
  const isNew = (entry: Entry) => entry.decidedAt > openedAt && entry.id !== state.currentId;
  const nextEntries = [...kept, ...unknown.filter((entry) => !isNew(entry))];
  return {
    ...state,
    openedAt,
    serverTotal,
    entries: nextEntries,
    arrivals: unknown.filter(isNew),
    currentId: state.currentId ?? nextEntries[0]?.id ?? null,
  };
}

function painted<Entry extends QueueEntry>(
  state: QueueState<Entry>,
  { id, version, at }: Extract<QueueAction<Entry>, { type: 'painted' }>,
): QueueState<Entry> {
  if (id !== state.currentId) return state;
  if (state.painted?.id === id && state.painted.version === version) return state;
  return { ...state, painted: { id, version }, armedAt: Math.max(state.armedAt, at + ARMING_MS) };
}

function decided<Entry extends QueueEntry>(
  state: QueueState<Entry>,
  { id, version, at }: Extract<QueueAction<Entry>, { type: 'decided' }>,
): QueueState<Entry> {
  const isShown = state.painted?.id === id && state.painted.version === version;
  const index = state.entries.findIndex((entry) => entry.id === id);
  const entry = state.entries[index];
  if (!mayDecide(state, at) || !isShown || !entry) return state;
  const entries = state.entries.filter((other) => other.id !== id);
  const next = entries[index] ?? entries[index - 1];
  return {
    ...state,
    entries,
    pending: [...state.pending, { entry, index }],
    currentId: next?.id ?? null,
    painted: null,
    armedAt: at + ARMING_MS,
    serverTotal: Math.max(0, state.serverTotal - 1),
  };
}

/** The verdict did not take: the item goes back to where it stood, until a fresh list says that it is gone. */
function refused<Entry extends QueueEntry>(
  state: QueueState<Entry>,
  { id }: Extract<QueueAction<Entry>, { type: 'refused' }>,
): QueueState<Entry> {
  const verdict = state.pending.find(({ entry }) => entry.id === id);
  if (!verdict) return state;
  return {
    ...state,
    pending: state.pending.filter((other) => other !== verdict),
    entries: state.entries.toSpliced(verdict.index, 0, verdict.entry),
    serverTotal: state.serverTotal + 1,
    currentId: state.currentId ?? id,
  };
}

/** Somebody else decided what is on screen: it leaves, the next one comes. */
function gone<Entry extends QueueEntry>(state: QueueState<Entry>, id: string): QueueState<Entry> {
  const index = state.entries.findIndex((entry) => entry.id === id);
  const entries = state.entries.filter((entry) => entry.id !== id);
  const next = entries[Math.max(index, 0)] ?? entries.at(-1);
  const isCurrent = state.currentId === id;
  return { ...state, entries, ...(isCurrent && { currentId: next?.id ?? null, painted: null }) };
}

/** The id `step` places further on, or null at the ends. */
export function neighbour(state: QueueState<QueueEntry>, step: number): string | null {
  const index = state.entries.findIndex((entry) => entry.id === state.currentId);
  return state.entries[index + step]?.id ?? null;
}

/** Where the current item stands in all that waits, as the server counts it too. Null when nothing is on screen. */
export function progress(state: QueueState<QueueEntry>): { position: number; total: number } | null {
  const index = state.entries.findIndex((entry) => entry.id === state.currentId);
  if (index < 0) return null;
  return { position: index + 1, total: Math.max(state.entries.length, state.serverTotal) };
}

/** The sizes of all parts of the inbox, as the server counted them, less what was judged since in the one that is shown. */
export function countsSince<Counts extends { all: number }>(
  { serverTotal }: QueueState<QueueEntry>,
  listed: { total: number; counts: Counts },
  shown: string,
): Counts {
  const judged = Math.max(0, listed.total - serverTotal);
  const less = (count: number) => Math.max(0, count - judged);
  const entries = Object.entries(listed.counts as Record<string, number>);
  return Object.fromEntries(
    entries.map(([part, count]) => [part, part === shown || part === 'all' ? less(count) : count]),
  ) as Counts;
}
