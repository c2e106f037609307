'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { BackLink } from '@/components/layout/back-link';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { StartReplay } from '@/components/replay/start-replay';
import { KeysHeld, useShortcut } from '@/components/shortcuts';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Badge, Tag } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { SkeletonLines } from '@/components/ui/skeleton';
import { notify } from '@/components/ui/toast';
import { isValueObject, type PolicyDocument, type PolicyValue, sameValue } from '@/domain/policies/description';
import { diffPolicies } from '@/domain/policies/diff';
import { plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import { httpStatusOf } from '@/lib/trpc/query-client';
import type { PolicyDraftDetail, PolicyForms } from '@/server/services/policies';
import { ChangeList } from './change-list';
import { FindingList } from './finding-list';
import { PoliciesSkeleton } from './policies-skeleton';
import { partWords, titleAt } from './problem-words';
import { ThresholdList } from './threshold-list';
import { problemsByThreshold, useJudgement } from './use-judgement';
import { useLeaveGuard } from './use-leave-guard';

// Below all else: it may come after the page.
const DraftReplays = dynamic(async () => (await import('@/components/replay/replays-card')).DraftReplays, {
  ssr: false,
  loading: () => (
    <Card>
      <SkeletonLines lines={4} className="p-5" />
    </Card>
  ),
});
const DraftClashDialog = dynamic(async () => (await import('./draft-clash-dialog')).DraftClashDialog);
const ActivationDialog = dynamic(() => import('./activation-dialog').then((module) => module.ActivationDialog), {
  ssr: false,
  loading: () => <KeysHeld />,
});

const CONFLICT = 409;

/** A policy somebody writes: its thresholds, what they change, what contradicts, and the way into force. */
export function DraftView({ draftId }: { draftId: string }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const forms = useQuery(trpc.policies.forms.queryOptions({ workspace: slug }));
  const draft = useQuery(trpc.policies.draft.queryOptions({ workspace: slug, draftId }));
  const error = forms.error ?? draft.error;
  if (error) {
    return (
      <PageBody>
        <ErrorState isWholePage description={error.message} onRetry={() => void draft.refetch()} />
      </PageBody>
    );
  }
  if (!forms.data || !draft.data) return <PoliciesSkeleton />;
  return <Draft forms={forms.data} draft={draft.data} />;
}

/** What is on screen: what was read, and what was written since. */
type Sheet = { revision: number; name: string; document: PolicyDocument };

function Draft({ forms, draft }: { forms: PolicyForms; draft: PolicyDraftDetail }) {
  const { slug, to, may } = useWorkspace();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const [read, setRead] = useState<Sheet>(draft);
  const [sheet, setSheet] = useState<Sheet>(draft);
  const [isActivating, setActivating] = useState(false);
  const [isDiscarding, setDiscarding] = useState(false);
  const [clash, setClash] = useState<string | null>(null);
  const judgement = useJudgement(sheet.document);
  const isOpen = draft.status === 'open';
  const mayWrite = isOpen && may('policies.draft');
  const isDirty = isOpen && (sheet.name !== read.name || !sameValue(sheet.document, read.document));
  const guard = useLeaveGuard(isDirty);
  const changes = diffPolicies(forms.description, draft.live.document, sheet.document, forms.currency);

  function onError(error: { message: string }) {
    if (httpStatusOf(error) === CONFLICT) setClash(error.message);
    else notify({ tone: 'bad', title: 'Nothing was changed', description: error.message });
  }
  /** Shows what the server holds now. */
  function take(fresh: PolicyDraftDetail) {
    queryClient.setQueryData(trpc.policies.draft.queryKey({ workspace: slug, draftId: draft.id }), fresh);
    setRead(fresh);
    setSheet(fresh);
  }
  const save = useMutation(
    trpc.policies.saveDraft.mutationOptions({
      onError,
      onSuccess(answer) {
        if (!answer.ok) {
          notify({
            tone: 'bad',
            title: 'Not saved',
            description: `${plural(answer.problems.length, 'threshold')} missing or out of bounds.`,
          });
          return;
        }
        take(answer.draft);
        void queryClient.invalidateQueries(trpc.policies.drafts.pathFilter());
        notify({ tone: 'good', title: 'Draft saved' });
      },
    }),
  );
  const discard = useMutation(
    trpc.policies.discardDraft.mutationOptions({
      onError,
      async onSuccess() {
        await queryClient.invalidateQueries(trpc.policies.pathFilter());
        router.push(to('/policies'));
      },
      onSettled: () => setDiscarding(false),
    }),
  );
  const activate = useMutation(
    trpc.policies.activate.mutationOptions({
      onError(error) {
        if (httpStatusOf(error) === CONFLICT) setActivating(false);
        onError(error);
      },
      async onSuccess(answer) {
        if (!answer.ok) return;
        // What any page knows may have been judged by the policy before.
        await queryClient.invalidateQueries();
        notify({ tone: 'good', title: `Version ${answer.version} is in force` });
        router.push(to(`/policies/versions/${answer.version}`));
      },
    }),
  );
  const saveNow = () =>
    save.mutate({
      workspace: slug,
      draftId: draft.id,
      revision: sheet.revision,
      name: sheet.name,
      document: { ...sheet.document },
    });
  const whyNoSave = !isDirty
    ? 'Nothing has changed since it was saved.'
    : judgement && judgement.problems.length > 0
      ? 'A threshold is out of its bounds.'
      : undefined;
  useShortcut(
    'policy.save',
    () => {
      if (!whyNoSave && !save.isPending) saveNow();
    },
    mayWrite,
  );

  function change(section: string, field: string, value: PolicyValue) {
    setSheet((before) => {
      const part = before.document[section];
      const fields = isValueObject(part) ? part : {};
      return { ...before, document: { ...before.document, [section]: { ...fields, [field]: value } } };
    });
  }
  const problems = problemsByThreshold(judgement?.problems ?? []);
  return (
    <PageBody>
      <PageHeader
        back={<BackLink href={to('/policies')}>Policies</BackLink>}
        title={read.name}
        status={
          <>
            <StatusBadge status={draft.status} />
            {isDirty ? <Tag>Unsaved</Tag> : null}
          </>
        }
        description={
          <>
            Begun from version {draft.baseVersion}, compared with version {draft.live.version} in force. Last saved{' '}
            {draft.updatedBy ? `by ${draft.updatedBy} ` : null}
            <TimeText at={draft.updatedAt} />.
          </>
        }
        actions={
          mayWrite ? (
            <>
              <Button variant="ghost" onClick={() => setDiscarding(true)}>
                Discard
              </Button>
              <StartReplay
                tried={{ kind: 'draft', draftId: draft.id }}
                name={`the draft “${read.name}”`}
                disabledReason={isDirty ? 'Save the draft first.' : undefined}
              />
              <Button shortcut="Mod+S" pending={save.isPending} disabledReason={whyNoSave} onClick={saveNow}>
                Save draft
              </Button>
              {may('policies.activate') ? (
                <Button
                  variant="primary"
                  disabledReason={
                    isDirty ? 'Save the draft first.' : changes.length === 0 ? 'It changes nothing.' : undefined
                  }
                  onClick={() => setActivating(true)}
                >
                  Activate
                </Button>
              ) : null}
            </>
          ) : undefined
        }
      />
      {draft.status === 'activated' ? (
        <Notice>
          This draft came into force as{' '}
          <Link
            href={to(`/policies/versions/${draft.activatedVersion}`)}
            className="text-link underline underline-offset-2"
          >
            version {draft.activatedVersion}
          </Link>
          . Begin a new one to change the policy again.
        </Notice>
      ) : null}
      {draft.status === 'discarded' ? <Notice tone="neutral">This draft was discarded.</Notice> : null}
      {mayWrite && !may('policies.activate') ? (
        <Notice tone="neutral">You can write and save; an administrator activates.</Notice>
      ) : null}
      {isOpen && draft.added.length > 0 ? (
        <Notice tone="warn">
          This draft is older than {draft.added.join(', ')}: there it says what is in force, and keeps that once it is
          saved or activated.
        </Notice>
      ) : null}
      {isOpen && !mayWrite ? <Notice tone="neutral">Your role reads policies and does not change them.</Notice> : null}
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(280px,360px)]">
        <aside
          aria-label="What it changes"
          className="flex flex-col gap-5 lg:sticky lg:top-18 lg:order-last lg:max-h-[calc(100dvh-5rem)] lg:overflow-y-auto"
        >
          <Card>
            <CardHeader title={plural(changes.length, 'change')} />
            <CardBody>
              {changes.length > 0 ? (
                <ChangeList changes={changes} />
              ) : (
                <p className="text-table text-fg-muted">It says what version {draft.live.version} says.</p>
              )}
            </CardBody>
          </Card>
          <Card aria-live="polite">
            <CardHeader title="Checks" />
            <CardBody>
              <Checks judgement={judgement} forms={forms} />
            </CardBody>
          </Card>
          <DraftReplays draftId={draft.id} revision={draft.revision} />
        </aside>
        <div className="flex min-w-0 flex-col gap-4">
          {mayWrite ? (
            <Field label="Name of the draft" className="max-w-96">
              <Input
                maxLength={80}
                value={sheet.name}
                onChange={(event) => setSheet({ ...sheet, name: event.target.value })}
              />
            </Field>
          ) : null}
          <ThresholdList
            description={forms.description}
            document={sheet.document}
            live={draft.live.document}
            liveName="In force"
            currency={forms.currency}
            problems={problems}
            onChange={mayWrite ? change : undefined}
          />
        </div>
      </div>
      {isActivating ? (
        <ActivationDialog
          title={`Activate “${read.name}”`}
          description={`It replaces version ${draft.live.version}. Decisions from now on are made under it.`}
          confirmLabel="Activate"
          tried={{ kind: 'draft', draftId: draft.id }}
          changes={changes}
          findings={activate.data?.ok === false ? activate.data.findings : (judgement?.findings ?? null)}
          forms={forms.description}
          pending={activate.isPending || (activate.isSuccess && activate.data.ok)}
          error={activate.error && httpStatusOf(activate.error) !== CONFLICT ? activate.error.message : null}
          onClose={() => setActivating(false)}
          onConfirm={(answer) =>
            activate.mutate({
              workspace: slug,
              draftId: draft.id,
              revision: sheet.revision,
              liveVersion: draft.live.version,
              ...answer,
            })
          }
        />
      ) : null}
      <AlertDialog
        open={isDiscarding}
        onOpenChange={setDiscarding}
        title={`Discard “${read.name}”?`}
        description="The policy in force stays as it is. A discarded draft cannot be opened for writing again."
        confirmLabel="Discard draft"
        isDanger
        pending={discard.isPending}
        onConfirm={() => discard.mutate({ workspace: slug, draftId: draft.id, revision: sheet.revision })}
      />
      <AlertDialog
        open={guard.target !== null}
        onOpenChange={(open) => {
          if (!open) guard.stay();
        }}
        title="Leave without saving?"
        description="What you changed since the last save is lost."
        confirmLabel="Leave"
        isDanger
        onConfirm={() => {
          const { target } = guard;
          guard.stay();
          setSheet(read);
          if (target) router.push(target);
        }}
      />
      {clash ? (
        <DraftClashDialog
          message={clash}
          draftId={draft.id}
          mine={sheet.document}
          forms={forms}
          onClose={() => setClash(null)}
          onTakeTheirs={(fresh) => {
            take(fresh);
            setClash(null);
          }}
          onKeepMine={(fresh) => {
            queryClient.setQueryData(trpc.policies.draft.queryKey({ workspace: slug, draftId: draft.id }), fresh);
            setRead(fresh);
            setSheet({ ...sheet, revision: fresh.revision });
            setClash(null);
          }}
        />
      ) : null}
    </PageBody>
  );
}

function Checks({ judgement, forms }: { judgement: ReturnType<typeof useJudgement>; forms: PolicyForms }) {
  if (!judgement) return <SkeletonLines lines={2} />;
  if (judgement.problems.length > 0) {
    return (
      <ul className="flex flex-col gap-1.5 text-table">
        {judgement.problems.map((problem) => (
          <li key={problem.path}>
            <a
              href={`#${problem.section}.${problem.field}`}
              className="text-link break-words underline underline-offset-2"
            >
              {[titleAt(forms.description, `${problem.section}.${problem.field}`), partWords(problem)]
                .filter(Boolean)
                .join(', ')}
            </a>
            <p className="text-bad">{problem.message}</p>
          </li>
        ))}
      </ul>
    );
  }
  if (judgement.findings.length === 0) {
    return <p className="text-table text-fg-muted">No contradiction, and no rule that can never fire.</p>;
  }
  return <FindingList findings={judgement.findings} description={forms.description} hasLinks />;
}

function StatusBadge({ status }: { status: PolicyDraftDetail['status'] }) {
  if (status === 'open') return <Badge tone="info">Draft</Badge>;
  return status === 'activated' ? <Badge tone="good">Activated</Badge> : <Badge>Discarded</Badge>;
}
