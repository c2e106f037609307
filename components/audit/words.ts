const ACTORS: Record<string, string> = {
  operator: 'Installation',
  job: 'Background job',
  key: 'Write key',
  webhook: 'Provider',
  user: 'Person',
  customer: 'Customer',
};

/** Who acted: a person by name, everything else by what it is. "job:cart-sweep" is "Background job cart-sweep". */
export function actorWords(actor: string, name: string | null): string {
  if (name) return name;
  const [kind = '', ...rest] = actor.split(':');
  const id = rest.join(':');
  const shown = kind === 'job' || kind === 'webhook' || kind === 'operator' ? id : id && `…${id.slice(-6)}`;
  return [ACTORS[kind] ?? kind, shown].filter(Boolean).join(' ');
}

/** Kinds of objects an entry can be about, with a page of their own where they have one. */
export const OBJECTS: Record<string, { words: string; path?: (id: string) => string }> = {
  autonomy: { words: 'Autonomy' },
  customer: { words: 'Customer' },
  dead_letter: { words: 'Refused event', path: () => '/events' },
  decision: { words: 'Decision', path: (id) => `/decisions/${id}` },
  import: { words: 'Import', path: (id) => `/imports/${id}` },
  kill_switch: { words: 'Kill switch' },
  message: { words: 'Message', path: (id) => `/sandbox/${id}` },
  offer_policy: { words: 'Offer approved in advance' },
  policy: { words: 'Policy' },
  policy_draft: { words: 'Policy draft', path: (id) => `/policies/drafts/${id}` },
  privacy_request: { words: 'Privacy request', path: (id) => `/settings/privacy/${id}` },
  replay: { words: 'Replay', path: (id) => `/policies/replays/${id}` },
  suppression: { words: 'Suppressed address', path: () => '/settings/suppressions' },
  user: { words: 'Person', path: () => '/settings/people' },
  workspace: { words: 'Workspace' },
  write_key: { words: 'Write key', path: () => '/settings/write-keys' },
};

/** What an entry is about: "decision:<id>" as its kind in words, its id shortened, and where it leads. */
export function objectOf(subject: string): { kind: string; words: string; id: string; path: string | null } {
  const [kind = '', ...rest] = subject.split(':');
  const id = rest.join(':');
  const known = OBJECTS[kind];
  return { kind, words: known?.words ?? capitalised(kind.replaceAll('_', ' ')), id, path: known?.path?.(id) ?? null };
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The end of a number nobody reads whole; a name that says something stays as it is. */
export function shortId(id: string): string {
  return UUID.test(id) ? `…${id.slice(-8)}` : id;
}
