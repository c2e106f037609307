'use client';

import { useState } from 'react';
import { CREATIVE_TARGETS } from '@/domain/agents/creative-testing/targets';
import { keptText, newDraft, readKept, type TestDraft } from './test-draft';

const TEMPLATES = CREATIVE_TARGETS.map(({ templateId }) => templateId);
const FIRST = TEMPLATES[0] ?? '';

/** The test that is being made, kept in this browser with every change until it is made. */
export function useKeptDraft(slug: string) {
  const key = `touchstone.new-test.${slug}`;
  const [draft, setDraft] = useState(() => readKept(window.localStorage.getItem(key), TEMPLATES) ?? newDraft(FIRST));
  function change(changes: Partial<TestDraft>) {
    const next = { ...draft, ...changes };
    setDraft(next);
    window.localStorage.setItem(key, keptText(next));
  }
  function forget() {
    window.localStorage.removeItem(key);
  }
  return { draft, change, forget };
}
