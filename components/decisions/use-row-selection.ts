'use client';

import { useMemo, useState } from 'react';
import { toggled } from '@/components/data-table/data-table';
import { useShortcut } from '@/components/shortcuts';
import type { DecisionRow } from './decision-data';

/** Rows picked in the log, those that are still shown; X picks the one that has the focus. */
export function useRowSelection(rows: readonly DecisionRow[] | undefined) {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const ids = useMemo(() => new Set(rows?.flatMap(({ id }) => (picked.has(id) ? [id] : []))), [rows, picked]);
  useShortcut('decisions.select', () => {
    const id = document.activeElement?.closest<HTMLElement>('[data-row-id]')?.dataset.rowId;
    if (id) setPicked(toggled(ids, id));
  });
  return {
    ids,
    clear: () => setPicked(new Set()),
    ofTable: { ids, onChange: setPicked, nameOf: rowName },
  };
}

export type RowSelection = ReturnType<typeof useRowSelection>;

function rowName({ customer, actionName }: DecisionRow): string {
  return `${customer.name ?? 'a customer'}: ${actionName ?? 'nothing'}`;
}
