'use client';

import { useSearchParams } from 'next/navigation';
import { parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { DECISIONS_BEHIND } from './figure-link';

const WAYS = ['action', 'agent', 'channel', 'campaign', 'template'] as const;
/** What a figure is split by. */
export type Way = (typeof WAYS)[number];

/** By what the figure is split, and the one part of it whose decisions are looked at; both stand in the URL. */
export function useFigurePart() {
  const params = useSearchParams();
  const [{ by, part }, setParams] = useQueryStates({
    by: parseAsStringLiteral(WAYS).withDefault('action'),
    part: parseAsString,
  });
  return {
    by,
    part,
    setBy: (next: Way) => void setParams({ by: next, part: null }),
    clearPart: () => void setParams({ part: null }),
    hrefOf: (key: string) => {
      // The address may still be that of the split before: a key says nothing without what it is a key of.
      const kept = [...params].filter(([name]) => !['by', 'part', 'day'].includes(name));
      return `?${new URLSearchParams([...kept, ['by', by], ['part', key]])}#${DECISIONS_BEHIND}`;
    },
  };
}
