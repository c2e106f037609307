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
      const kept = [...params].filter(([name]) => name !== 'part' && name !== 'day');
      return `?${new URLSearchParams([...kept, ['part', key]])}#${DECISIONS_BEHIND}`;
    },
  };
}
