'use client';

import { useSearchParams } from 'next/navigation';
import { useQueryState } from 'nuqs';
import { useEffect } from 'react';
import { notify } from '@/components/ui/toast';
import { parseAsId } from '@/lib/decision-filter-params';
import { SELECTED } from '@/lib/review-filter-params';

/** The decision in the URL; a value that is no id is said once and dropped. */
export function useSelection(): [string | null, (id: string | null, history: 'push' | 'replace') => void] {
  const [selected, setSelected] = useQueryState(SELECTED, parseAsId);
  const raw = useSearchParams().get(SELECTED);
  // Asked of the address itself: what was chosen is let go at once, and the address follows a moment later.
  const isMalformed = raw !== null && parseAsId.parse(raw) === null;
  useEffect(() => {
    if (!isMalformed) return;
    notify({ title: 'That link names no decision', description: 'Here is the queue from its beginning.' });
    void setSelected(null, { history: 'replace' });
  }, [isMalformed, setSelected]);
  return [selected, (id, history) => void setSelected(id, { history })];
}
