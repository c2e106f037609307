'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import type { PolicyDocument } from '@/domain/policies/description';
import { useTRPC } from '@/lib/trpc/client';
import type { PolicyJudgement } from '@/server/services/policies';
import { partWords } from './problem-words';

/** How long somebody pauses before what they wrote is looked at. */
const PAUSE_MS = 400;

/** What the server finds wrong with a document, asked anew while it is written; undefined until it has answered. */
export function useJudgement(document: PolicyDocument): PolicyJudgement | undefined {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  // A failed look is repeated with the next keystroke; saving tells in any case.
  const judge = useMutation(trpc.policies.judge.mutationOptions({ onError: () => {} }));
  const look = useEffectEvent((now: PolicyDocument) => judge.mutate({ workspace: slug, document: { ...now } }));
  useEffect(() => {
    const timer = setTimeout(() => look(document), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [document]);
  return judge.data;
}

/** The problems of a document by the threshold they belong to; what belongs to none is under "". */
export function problemsByThreshold(problems: PolicyJudgement['problems']): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { section, field, path, message } of problems) {
    const pointer = field ? `${section}.${field}` : '';
    const rest = partWords({ section, field, path });
    found.set(pointer, [...(found.get(pointer) ?? []), rest ? `${rest}: ${message}` : message]);
  }
  return found;
}
