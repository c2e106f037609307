'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { parseAsInteger, useQueryState } from 'nuqs';
import { useState } from 'react';
import { BackLink } from '@/components/layout/back-link';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { StartReplay } from '@/components/replay/start-replay';
import { KeysHeld } from '@/components/shortcuts';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { ErrorState } from '@/components/ui/error-state';
import { Link } from '@/components/ui/link';
import { Notice } from '@/components/ui/notice';
import { Select } from '@/components/ui/select';
import { diffPolicies } from '@/domain/policies/diff';
import { plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { PolicyForms, PolicyVersionDetail } from '@/server/services/policies';
import { ChangeList } from './change-list';
import { PoliciesSkeleton } from './policies-skeleton';
import { ThresholdList } from './threshold-list';
import { activatorWords, VersionBadge } from './version-words';

const NewDraftDialog = dynamic(() => import('./new-draft-dialog').then((module) => module.NewDraftDialog), {
  ssr: false,
  loading: () => <KeysHeld />,
});
const RollBackDialog = dynamic(() => import('./roll-back-dialog').then((module) => module.RollBackDialog), {
  ssr: false,
  loading: () => <KeysHeld />,
});

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
      {shown.record === 'differs' ? (
        <Notice tone="bad" title="This is not what was put in force">
          What it says, its reason or who activated it was changed in the database since: it does not have the hash that
          the audit log holds. Have an administrator look at who can write there, and roll back to a version that is
          whole.
        </Notice>
      ) : null}
      {shown.record === 'unaudited' ? (
        <Notice tone="bad" title="The audit log knows nothing of this version">
          It was written into the database past the product: nobody activated it here, whatever it says. Have an
          administrator look at who can write there, and roll back to a version that is whole.
        </Notice>
      ) : null}
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
