'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useState, useSyncExternalStore } from 'react';
import { PageBody, PageHeader } from '@/components/layout/page-header';
import { TimeText } from '@/components/layout/time-text';
import { useWorkspace } from '@/components/layout/workspace-context';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { CopyButton } from '@/components/ui/copy-button';
import { ErrorState } from '@/components/ui/error-state';
import { Field } from '@/components/ui/field';
import { Skeleton } from '@/components/ui/skeleton';
import { Textarea } from '@/components/ui/textarea';
import { notify } from '@/components/ui/toast';
import { useTRPC } from '@/lib/trpc/client';

const LOOK_EVERY_MS = 5_000;

/** What the shop's own pages may ask for, and how they are connected. */
export function WebView() {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.web.site.queryOptions({ workspace: slug }));
  return (
    <PageBody>
      <PageHeader title="Web" description="Your own pages tell what visitors do, ask what to show them, and show it." />
      {error ? (
        <Card>
          <ErrorState description={error.message} onRetry={() => void refetch()} />
        </Card>
      ) : data ? (
        <>
          <SiteForm key={data.origins.join()} site={data} />
          <ConnectCard place={data.slots[0] ?? 'leaving'} />
          <SeenCard allowed={data.origins} />
          <SecretCard />
        </>
      ) : (
        <Skeleton className="h-64" />
      )}
    </PageBody>
  );
}

/** One a line, or with commas or spaces between. */
function listIn(text: FormDataEntryValue | null): string[] {
  return String(text ?? '')
    .split(/[\s,;]+/)
    .filter(Boolean);
}

function SiteForm({ site }: { site: { origins: string[]; slots: string[] } }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const client = useQueryClient();
  const save = useMutation(
    trpc.web.save.mutationOptions({
      onSuccess(next) {
        client.setQueryData(trpc.web.site.queryKey({ workspace: slug }), next);
        notify({ tone: 'good', title: 'Saved', description: 'In force within two seconds.' });
      },
      onError: () => {},
    }),
  );
  const errorAt = (field: string) => (save.error?.data?.field === field ? save.error.message : undefined);
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    save.mutate({ workspace: slug, origins: listIn(form.get('origins')), slots: listIn(form.get('slots')) });
  }
  return (
    <Card>
      <CardHeader title="Who may ask" />
      <CardBody>
        <form onSubmit={submit} className="flex flex-col gap-4">
          <Field
            label="Allowed origins"
            name="origins"
            hint="One a line, like https://shop.example. Pages of any other origin are refused."
            error={errorAt('origins')}
          >
            <Textarea defaultValue={site.origins.join('\n')} spellCheck={false} />
          </Field>
          <Field
            label="Places"
            name="slots"
            hint="Names of the places on your pages that may ask what to show, one a line."
            error={errorAt('slots')}
          >
            <Textarea defaultValue={site.slots.join('\n')} spellCheck={false} />
          </Field>
          <Button type="submit" variant="primary" pending={save.isPending} className="self-end">
            Save
          </Button>
        </form>
      </CardBody>
    </Card>
  );
}

/** Where this installation is reached; known only in the browser. */
function useOwnOrigin(): string {
  return useSyncExternalStore(
    () => () => {},
    () => location.origin,
    () => '',
  );
}

function ConnectCard({ place }: { place: string }) {
  const origin = useOwnOrigin();
  const snippet = `<script async src="${origin}/touchstone.js" data-key="YOUR-BROWSER-KEY"></script>
<template data-touchstone="${place}" data-on="exit" data-as="modal"></template>`;
  return (
    <Card>
      <CardHeader title="Put this on your pages" />
      <CardBody className="flex flex-col gap-3">
        <p className="text-fg-muted">
          The key is a write key of kind “browser”, made under Write keys. The second line names a place: it asks when
          the visitor is about to leave, and shows the answer above the page.
        </p>
        <div className="flex items-start gap-2 rounded-md border border-border bg-sunken py-2 pr-1 pl-3">
          <code className="min-w-0 flex-1 font-mono text-table break-all whitespace-pre-wrap">{snippet}</code>
          <CopyButton text={snippet} label="Copy code" />
        </div>
      </CardBody>
    </Card>
  );
}

function SeenCard({ allowed }: { allowed: readonly string[] }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const options = trpc.web.seenPages.queryOptions({ workspace: slug }, { refetchInterval: LOOK_EVERY_MS });
  const { data, error, refetch } = useQuery(options);
  return (
    <Card>
      <CardHeader title="Pages we have heard from" />
      <CardBody>
        {error ? (
          <ErrorState description={error.message} onRetry={() => void refetch()} />
        ) : !data ? (
          <Skeleton className="h-10" />
        ) : data.length === 0 ? (
          <p className="text-fg-muted">None yet. Open one of your pages: it appears here within seconds.</p>
        ) : (
          <ul className="flex flex-col gap-2">
            {data.map(({ origin, at }) => (
              <li key={origin} className="flex flex-wrap justify-between gap-x-4">
                <span className="break-all">
                  {origin}
                  {allowed.includes(origin) ? '' : ' (may not ask)'}
                </span>
                <span className="text-fg-muted">
                  <TimeText at={at} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}

function SecretCard() {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const [secret, setSecret] = useState<string | null>(null);
  const [isAsking, setAsking] = useState(false);
  const reveal = useMutation(trpc.web.revealSecret.mutationOptions({ onSuccess: (told) => setSecret(told.secret) }));
  const renew = useMutation(
    trpc.web.renewSecret.mutationOptions({
      onSuccess(told) {
        setSecret(told.secret);
        setAsking(false);
        notify({ tone: 'good', title: 'There is a new secret', description: 'The old one proves nothing any more.' });
      },
    }),
  );
  return (
    <Card>
      <CardHeader title="Proof of who is signed in" />
      <CardBody className="flex flex-col gap-3">
        <p className="text-fg-muted">
          To customers you know, a page shows something only when your server proves who they are: HMAC-SHA256 of the
          user id under this secret, in hexadecimal digits. It must never reach a browser.
        </p>
        {secret && (
          <div className="flex items-center gap-2 rounded-md border border-border bg-sunken py-1 pr-1 pl-3">
            <code className="min-w-0 flex-1 font-mono text-table break-all">{secret}</code>
            <CopyButton text={secret} label="Copy secret" />
          </div>
        )}
        <div className="flex flex-wrap justify-end gap-2">
          {!secret && (
            <Button pending={reveal.isPending} onClick={() => reveal.mutate({ workspace: slug })}>
              Show the secret
            </Button>
          )}
          <AlertDialog
            open={isAsking}
            onOpenChange={setAsking}
            trigger={<Button variant="ghost">Make a new one</Button>}
            title="Make a new secret?"
            description="Proofs under the old one stop counting within two seconds, until your server uses the new one."
            confirmLabel="Make a new secret"
            pending={renew.isPending}
            onConfirm={() => renew.mutate({ workspace: slug })}
          />
        </div>
      </CardBody>
    </Card>
  );
}
