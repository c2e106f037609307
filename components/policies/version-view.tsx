'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { parseAsInteger, useQueryState } from 'nuqs';
import { useState } from 'react';
import { BackLink } from '@/components/layout/back-link';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { StartReplay } from '@/components/replay/start-replay';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { Link } from '@/components/ui/link';
import { Select } from '@/components/ui/select';
import { notify } from '@/components/ui/toast';
import { diffPolicies } from '@/domain/policies/diff';
import { plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { PolicyForms, PolicyVersionDetail } from '@/server/services/policies';
import { ActivationDialog } from './activation-dialog';
import { ChangeList } from './change-list';
import { PoliciesSkeleton } from './policies-skeleton';
import { activatorWords, NewDraftDialog, VersionBadge } from './policies-view';
import { ThresholdList } from './threshold-list';
import { useJudgement } from './use-judgement';

/** A policy that is or was in force, and what it says differently from any other. */
export function VersionView({ version }: { version: number }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const forms = useQuery(trpc.policies.forms.queryOptions({ workspace: slug }));
  const shown = useQuery(trpc.policies.version.queryOptions({ workspace: slug, version }));
  const error = forms.error ?? shown.error;
  if (error) {
    return (
      <PageBody>
        <ErrorState isWholePage description={error.message} onRetry={() => void shown.refetch()} />
      </PageBody>
    );
  }
  if (!forms.data || !shown.data) return <PoliciesSkeleton />;
  return <Version forms={forms.data} shown={shown.data} />;
}

function Version({ forms, shown }: { forms: PolicyForms; shown: PolicyVersionDetail }) {
  const { slug, to, may } = useWorkspace();
  const trpc = useTRPC();
  const list = useQuery(trpc.policies.versions.queryOptions({ workspace: slug, limit: 100 }));
  const others = (list.data?.items ?? []).filter(({ version }) => version !== shown.version);
  const [chosen, setChosen] = useQueryState('against', parseAsInteger);
  const against = chosen ?? (shown.version > 1 ? shown.version - 1 : null);
  const [isDrafting, setDrafting] = useState(false);
  const [isRollingBack, setRollingBack] = useState(false);
  const other = useQuery({
    ...trpc.policies.version.queryOptions({ workspace: slug, version: against ?? 1 }),
    enabled: against !== null,
  });
  const otherDocument = against === null ? shown.document : other.data?.document;
  const changes = otherDocument && diffPolicies(forms.description, otherDocument, shown.document, forms.currency);
  return (
    <PageBody>
      <PageHeader
        back={<BackLink href={to('/policies')}>Policies</BackLink>}
        title={`Version ${shown.version}`}
        status={<VersionBadge isActive={shown.isActive} />}
        description={shown.reason}
        actions={
          <>
            {may('policies.draft') ? (
              <>
                <StartReplay tried={{ kind: 'version', version: shown.version }} name={`version ${shown.version}`} />
                <Button onClick={() => setDrafting(true)}>New draft from this</Button>
              </>
            ) : null}
            {may('policies.activate') && !shown.isActive ? (
              <Button variant="primary" onClick={() => setRollingBack(true)}>
                Roll back to this
              </Button>
            ) : null}
          </>
        }
      />
      <p className="text-table text-fg-muted">
        Activated by {activatorWords(shown)}, <TimeText at={shown.activatedAt} as="absolute" />
        {shown.author ? <>; written by {shown.author}</> : null}
        {shown.restoredFrom ? (
          <>
            ; brought back from{' '}
            <Link
              href={to(`/policies/versions/${shown.restoredFrom}`)}
              className="text-link underline underline-offset-2"
            >
              version {shown.restoredFrom}
            </Link>
          </>
        ) : null}
      </p>
      <Card>
        <CardHeader
          title={
            changes
              ? `${plural(changes.length, 'change')}${against === null ? '' : ` from version ${against}`}`
              : 'Changes'
          }
          actions={
            others.length > 0 ? (
              <Select
                label="Compare with"
                options={others.map(({ version, isActive }) => ({
                  value: String(version),
                  label: `Version ${version}${isActive ? ' (in force)' : ''}`,
                }))}
                value={against === null ? null : String(against)}
                placeholder="Compare with"
                onValueChange={(value) => void setChosen(Number(value))}
              />
            ) : undefined
          }
        />
        <CardBody>
          {other.error ? <p className="text-table text-bad">{other.error.message}</p> : null}
          {changes && changes.length > 0 ? <ChangeList changes={changes} /> : null}
          {changes?.length === 0 ? (
            <p className="text-table text-fg-muted">
              {against === null ? 'The first version: there is none before it.' : 'Both say the same.'}
            </p>
          ) : null}
        </CardBody>
      </Card>
      <ThresholdList
        description={forms.description}
        document={shown.document}
        live={otherDocument ?? shown.document}
        liveName={`Version ${against ?? shown.version}`}
        currency={forms.currency}
        problems={NO_PROBLEMS}
      />
      {isDrafting ? <NewDraftDialog fromVersion={shown.version} onClose={() => setDrafting(false)} /> : null}
      {isRollingBack ? <RollBackDialog forms={forms} shown={shown} onClose={() => setRollingBack(false)} /> : null}
    </PageBody>
  );
}

const NO_PROBLEMS = new Map<string, string[]>();

type RollBackDialogProps = { forms: PolicyForms; shown: PolicyVersionDetail; onClose: () => void };

function RollBackDialog({ forms, shown, onClose }: RollBackDialogProps) {
  const { slug, to } = useWorkspace();
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const list = useQuery(trpc.policies.versions.queryOptions({ workspace: slug, limit: 100 }, { staleTime: 0 }));
  const liveVersion = list.data?.items.find(({ isActive }) => isActive)?.version ?? null;
  const live = useQuery({
    ...trpc.policies.version.queryOptions({ workspace: slug, version: liveVersion ?? 1 }),
    enabled: liveVersion !== null,
  });
  const judgement = useJudgement(shown.document);
  const roll = useMutation(
    trpc.policies.rollBack.mutationOptions({
      onError: () => void queryClient.invalidateQueries(trpc.policies.pathFilter()),
      async onSuccess(answer) {
        if (!answer.ok) return;
        // What any page knows may have been judged by the policy before.
        await queryClient.invalidateQueries();
        notify({
          tone: 'good',
          title: `Version ${answer.version} is in force`,
          description: `It says what version ${shown.version} said.`,
        });
        router.push(to(`/policies/versions/${answer.version}`));
      },
    }),
  );
  if (!live.data) return null;
  const { version, document } = live.data;
  return (
    <ActivationDialog
      title={`Roll back to version ${shown.version}`}
      description={`Its document comes into force again, as a new version that replaces version ${version}.`}
      confirmLabel="Roll back"
      changes={diffPolicies(forms.description, document, shown.document, forms.currency)}
      findings={roll.data?.ok === false ? roll.data.findings : (judgement?.findings ?? null)}
      forms={forms.description}
      pending={roll.isPending || (roll.isSuccess && roll.data.ok)}
      error={roll.error?.message ?? null}
      onClose={onClose}
      onConfirm={(answer) => roll.mutate({ workspace: slug, version: shown.version, liveVersion: version, ...answer })}
    />
  );
}
