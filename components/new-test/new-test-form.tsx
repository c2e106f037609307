'use client';

import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type SubmitEvent, useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button, LinkButton } from '@/components/ui/button';
import { ErrorState } from '@/components/ui/error-state';
import { Notice } from '@/components/ui/notice';
import { SkeletonLines } from '@/components/ui/skeleton';
import { notify } from '@/components/ui/toast';
import { rolesInWords } from '@/lib/format/role-names';
import { useTRPC } from '@/lib/trpc/client';
import type { CreateTestResult } from '@/server/services/creative';
import { AimsCard } from './aims-card';
import { ArmsCard } from './arms-card';
import { DurationCard, forecastOf } from './duration-card';
import { MessageCard } from './message-card';
import { SharingCard } from './sharing-card';
import { copyWords, missingWords } from './test-draft';
import { useKeptDraft } from './use-kept-draft';

type Refused = Extract<CreateTestResult, { kind: 'refused' }>;
const NOTHING_REFUSED: Refused = { kind: 'refused', reasons: [], problems: [] };

/** Everything a test needs on one page, from what is tested to when it begins. */
export function NewTestForm() {
  const { slug, to, now } = useWorkspace();
  const trpc = useTRPC();
  const router = useRouter();
  const queries = useQueryClient();
  const { draft, change, forget } = useKeptDraft(slug);
  const [refused, setRefused] = useState(NOTHING_REFUSED);
  const [isTried, setTried] = useState(false);
  const plan = useQuery({
    ...trpc.creative.plan.queryOptions({ workspace: slug, templateId: draft.templateId }),
    placeholderData: keepPreviousData,
  });
  const create = useMutation(
    trpc.creative.create.mutationOptions({
      async onSuccess(result) {
        if (result.kind === 'refused') return setRefused(result);
        forget();
        await queries.invalidateQueries(trpc.creative.pathFilter());
        notify({ tone: 'good', title: 'The test is made', description: 'It begins once its variants are approved.' });
        router.push(to(`/creative?status=proposed&message=${draft.templateId}`));
      },
      onError: () => {},
    }),
  );
  const missing = isTried ? draft.arms.map(missingWords) : draft.arms.map(() => ({}));
  const isUnsaid = plan.data !== undefined && !draft.isUnforeseen && forecastOf(draft, plan.data) === null;
  const startError = isTried ? wrongStart(draft.startsAt, now) : undefined;
  function submit(event: SubmitEvent) {
    event.preventDefault();
    setTried(true);
    setRefused(NOTHING_REFUSED);
    create.reset();
    if (!plan.data || wrongStart(draft.startsAt, now)) return;
    if (isUnsaid) return;
    if (draft.arms.some((arm) => Object.keys(missingWords(arm)).length > 0)) return;
    create.mutate({
      workspace: slug,
      templateId: draft.templateId,
      goal: draft.goal,
      guardsOrders: draft.guardsOrders,
      allocation: draft.allocation ?? plan.data.sharing.allocation,
      startsAt: draft.startsAt ? new Date(draft.startsAt).toISOString() : null,
      isUnforeseen: draft.isUnforeseen,
      arms: draft.arms.map(({ style, words, draftId }) => ({ style, words: copyWords(words), draftId })),
    });
  }
  if (plan.error && !plan.data) {
    return <ErrorState description={plan.error.message} onRetry={() => void plan.refetch()} />;
  }
  if (!plan.data) return <SkeletonLines lines={16} />;
  const speaksAgainst = plan.data.isEligible ? undefined : plan.data.reasons.join(' ');
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-4">
      <MessageCard draft={draft} plan={plan.data} onChange={change} />
      <ArmsCard draft={draft} plan={plan.data} onChange={change} problems={refused.problems} missing={missing} />
      <div className="grid items-start gap-4 xl:grid-cols-3">
        <AimsCard draft={draft} onChange={change} />
        <SharingCard draft={draft} plan={plan.data} onChange={change} />
        <DurationCard draft={draft} plan={plan.data} onChange={change} startError={startError} />
      </div>
      {refused.reasons.length > 0 ? (
        <Notice tone="bad" role="alert" title="The test was not made">
          {refused.reasons.join(' ')}
        </Notice>
      ) : null}
      {isTried && (refused.problems.length > 0 || missing.some((each) => Object.keys(each).length > 0)) ? (
        <Notice tone="bad" role="alert" title="The test was not made">
          Some words need another look: what is wrong stands at each field.
        </Notice>
      ) : null}
      {isTried && isUnsaid ? (
        <Notice tone="bad" role="alert" title="The test was not made">
          Nobody can say how long it takes. Take another goal, or say under “Size, time and start” that it begins all
          the same.
        </Notice>
      ) : null}
      {create.error ? (
        <Notice tone="bad" role="alert" title="The test was not made">
          {create.error.message}
        </Notice>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" pending={create.isPending} disabledReason={speaksAgainst}>
          Make the test
        </Button>
        <LinkButton href={to('/creative')}>Cancel</LinkButton>
        <p className="text-table text-fg-muted">
          Each variant is approved by somebody else first: {rolesInWords('creative.judge')} may.
        </p>
      </div>
    </form>
  );
}

/** What is wrong with the moment the test is to begin. */
function wrongStart(startsAt: string | null, now: Date): string | undefined {
  if (startsAt === null) return undefined;
  const at = new Date(startsAt);
  if (Number.isNaN(at.getTime())) return 'Choose a date and a time.';
  return at <= now ? 'This date is over. Choose one to come.' : undefined;
}
