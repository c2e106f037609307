'use client';

import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useDebounced } from '@/components/forms/use-debounced';
import { CHANNELS } from '@/domain/channels/channel-ids';

export const MESSAGE_STATES = ['waiting', 'delivered', 'opened', 'clicked', 'unsubscribed', 'bounced'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

const PARSERS = {
  q: parseAsString.withDefault(''),
  channel: parseAsStringLiteral(CHANNELS),
  state: parseAsStringLiteral(MESSAGE_STATES),
};
const NOTHING = { q: '', channel: null, state: null };

/** Search and filters of the sandbox as the URL has them; `asked` is what the server is asked for, once typing rests. */
export function useSandboxFilters() {
  const [chosen, setChosen] = useQueryStates(PARSERS, { history: 'replace' });
  const q = useDebounced(chosen.q.trim());
  return {
    chosen,
    set: (change: Partial<typeof chosen>) => void setChosen(change),
    clear: () => void setChosen(NOTHING),
    isFiltered: chosen.q !== '' || chosen.channel !== null || chosen.state !== null,
    asked: {
      ...(q && { q }),
      ...(chosen.channel && { channel: chosen.channel }),
      ...(chosen.state && { state: chosen.state }),
    },
  };
}
