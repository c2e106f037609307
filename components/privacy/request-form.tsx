'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { UserRoundCheck, UserRoundSearch } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { type SubmitEvent, useState } from 'react';
import { useDebounced } from '@/components/forms/use-debounced';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { SelectList } from '@/components/ui/select-list';
import { Textarea } from '@/components/ui/textarea';
import { notify } from '@/components/ui/toast';
import {
  IDENTIFIER_KINDS,
  type IdentifierKind,
  REGIMES,
  REQUEST_KINDS,
  type Regime,
  type RequestKind,
} from '@/domain/privacy/request';
import { parseRange, resolveRange } from '@/lib/date-range';
import { plural } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import { IDENTIFIER_WORDS, KIND_WORDS, REGIME_WORDS } from './privacy-words';

const KINDS = REQUEST_KINDS.map((value) => ({ value, ...KIND_WORDS[value] }));
const LAWS = REGIMES.map((value) => ({ value, ...REGIME_WORDS[value] }));
const IDENTIFIERS = IDENTIFIER_KINDS.map((value) => ({ value, label: IDENTIFIER_WORDS[value].label }));

/** What was asked, by whom, under which law and when it came. */
export function RequestForm() {
  const { slug, timezone, now, to } = useWorkspace();
  const router = useRouter();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [kind, setKind] = useState<RequestKind>('access');
  const [regime, setRegime] = useState<Regime>('gdpr');
  const [identifierKind, setIdentifierKind] = useState<IdentifierKind>('email');
  const [identifier, setIdentifier] = useState('');
  const receive = useMutation(
    trpc.privacy.receive.mutationOptions({
      async onSuccess({ id }) {
        await queries.invalidateQueries(trpc.privacy.pathFilter());
        notify({ tone: 'good', title: 'The request is written down', description: 'Its clock is running.' });
        router.push(to(`/settings/privacy/${id}`));
      },
      onError: () => {},
    }),
  );
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const receivedAt = startOfDay(String(form.get('receivedAt')), now, timezone);
    const note = String(form.get('note')).trim();
    receive.mutate({
      ...{ workspace: slug, kind, regime, identifierKind, identifier },
      ...(note && { note }),
      ...(receivedAt && { receivedAt }),
    });
  }
  const wrong = receive.error;
  const errorOf = (field: string) => (wrong?.data?.field === field ? wrong.message : undefined);
  return (
    <form onSubmit={submit} className="flex flex-col gap-4">
      <Field label="What is asked for" hint={KIND_WORDS[kind].hint}>
        <SelectList options={KINDS} value={kind} onValueChange={setKind} />
      </Field>
      <Field label="Under which law" hint={REGIME_WORDS[regime].hint}>
        <SelectList options={LAWS} value={regime} onValueChange={setRegime} />
      </Field>
      <div className="grid gap-4 sm:grid-cols-[200px_1fr]">
        <Field label="Named by">
          <SelectList options={IDENTIFIERS} value={identifierKind} onValueChange={setIdentifierKind} />
        </Field>
        <Field label={IDENTIFIER_WORDS[identifierKind].label} error={errorOf('identifier')}>
          <Input
            required
            maxLength={320}
            autoComplete="off"
            value={identifier}
            placeholder={IDENTIFIER_WORDS[identifierKind].placeholder}
            onChange={(event) => setIdentifier(event.target.value)}
          />
        </Field>
      </div>
      <WhoItIs identifierKind={identifierKind} identifier={identifier} />
      <Field
        label="Day it came"
        name="receivedAt"
        optional
        hint="Today unless told. The term counts from then."
        error={errorOf('receivedAt')}
      >
        <Input type="date" className="w-44" />
      </Field>
      <Field label="Note" name="note" optional hint="How it came, and in whose words.">
        <Textarea maxLength={1_000} rows={2} />
      </Field>
      {wrong && !wrong.data?.field ? <Notice tone="bad" role="alert" title={wrong.message} /> : null}
      <Button type="submit" variant="primary" pending={receive.isPending} className="self-end">
        Write it down
      </Button>
    </form>
  );
}

type WhoItIsProps = { identifierKind: IdentifierKind; identifier: string };

/** Whom the address, number or id stands for: exactly that, nobody alike. */
function WhoItIs({ identifierKind, identifier }: WhoItIsProps) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const asked = useDebounced(identifier.trim());
  const { data } = useQuery(
    trpc.privacy.lookUp.queryOptions(
      { workspace: slug, identifierKind, identifier: asked },
      { enabled: asked.length > 2 },
    ),
  );
  if (asked.length <= 2 || data === undefined) return <output className="sr-only" />;
  return (
    <output className="flex items-start gap-2 text-table">
      {data ? (
        <>
          <UserRoundCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-good" />
          <span>
            This is <span className="font-medium">{data.name}</span>
            {data.openRequests > 0
              ? `, of whom ${plural(data.openRequests, 'request')} ${data.openRequests === 1 ? 'is' : 'are'} open already.`
              : '.'}
          </span>
        </>
      ) : (
        <>
          <UserRoundSearch aria-hidden className="mt-0.5 size-4 shrink-0 text-fg-muted" />
          <span className="text-fg-muted">
            Nobody is known by exactly this. The request can be written down all the same; they are looked up again when
            it is run.
          </span>
        </>
      )}
    </output>
  );
}

/** Midnight of a past day in the workspace's zone; undefined for today and for none. */
function startOfDay(day: string, now: Date, timezone: string): Date | undefined {
  const range = parseRange(`${day}..${day}`);
  if (!range) return undefined;
  const { from, to } = resolveRange(range, 'off', now, timezone);
  return from <= now && now < to ? undefined : from;
}
