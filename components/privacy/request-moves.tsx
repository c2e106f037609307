'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { CalendarPlus, CircleSlash, Play, UserRoundCheck, UserRoundPlus } from 'lucide-react';
import { type ReactElement, type SubmitEvent, useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { AlertDialog } from '@/components/ui/alert-dialog';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { Textarea } from '@/components/ui/textarea';
import { notify } from '@/components/ui/toast';
import { formatDate } from '@/lib/format';
import { useTRPC } from '@/lib/trpc/client';
import type { PrivacyRequestDetail } from '@/server/services/privacy';
import { KIND_WORDS } from './privacy-words';

/** What can be done with a request as it stands. */
export function RequestMoves({ request }: { request: PrivacyRequestDetail }) {
  const { moves, status, canReturn } = request;
  return (
    <>
      {moves.includes('refuse') ? <Refuse request={request} /> : null}
      {moves.includes('extend') ? <Extend request={request} /> : null}
      {moves.includes('verify') ? <Verify request={request} isMain={!moves.includes('run')} /> : null}
      {moves.includes('run') ? <Run request={request} /> : null}
      {status === 'done' && canReturn > 0 ? <LetReturn request={request} /> : null}
    </>
  );
}

type MoveProps = { request: PrivacyRequestDetail };

function useRefresh() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return () => queries.invalidateQueries(trpc.privacy.pathFilter());
}

function Verify({ request, isMain }: MoveProps & { isMain: boolean }) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const refresh = useRefresh();
  const verify = useMutation(trpc.privacy.verify.mutationOptions({ onSuccess: refresh, onError: () => {} }));
  return (
    <WordsDialog
      trigger={
        <Button variant={isMain ? 'primary' : 'secondary'}>
          <UserRoundCheck aria-hidden /> Verify identity
        </Button>
      }
      title="Verify who asks"
      description="Nothing is handed out or erased before somebody has made sure that whoever asks is the person. Ask for no more than you need."
      label="How did they prove it?"
      hint="Such as: answered from the address on record; signed in to the shop. No copies of documents."
      submitLabel="Identity is verified"
      pending={verify.isPending}
      error={verify.error?.message}
      onSubmit={(verification) => verify.mutateAsync({ workspace: slug, requestId: request.id, verification })}
    />
  );
}

function Run({ request }: MoveProps) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const refresh = useRefresh();
  const [isOpen, setOpen] = useState(false);
  const run = useMutation(
    trpc.privacy.run.mutationOptions({
      async onSuccess() {
        await refresh();
        setOpen(false);
      },
    }),
  );
  const { kind, customer, identifier } = request;
  const isErasure = kind === 'erasure';
  const who = customer?.name ?? identifier ?? 'this person';
  return (
    <AlertDialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={
        <Button variant={isErasure ? 'danger' : 'primary'}>
          <Play aria-hidden /> Run
        </Button>
      }
      title={isErasure ? `Erase ${who}?` : `Run this request for ${who}?`}
      description={KIND_WORDS[kind].does}
      confirmLabel={isErasure ? 'Erase for good' : 'Run'}
      isDanger={isErasure}
      pending={run.isPending}
      onConfirm={() => run.mutate({ workspace: slug, requestId: request.id })}
    />
  );
}

function Refuse({ request }: MoveProps) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const refresh = useRefresh();
  const refuse = useMutation(trpc.privacy.refuse.mutationOptions({ onSuccess: refresh, onError: () => {} }));
  return (
    <WordsDialog
      trigger={
        <Button variant="dangerOutline">
          <CircleSlash aria-hidden /> Refuse
        </Button>
      }
      title="Refuse this request?"
      description="It ends here. The person has to be told why, and that they can complain to the authority."
      label="Why is it refused?"
      submitLabel="Refuse the request"
      isDanger
      pending={refuse.isPending}
      error={refuse.error?.message}
      onSubmit={(reason) => refuse.mutateAsync({ workspace: slug, requestId: request.id, reason })}
    />
  );
}

function Extend({ request }: MoveProps) {
  const { slug, timezone } = useWorkspace();
  const trpc = useTRPC();
  const refresh = useRefresh();
  const extend = useMutation(trpc.privacy.extend.mutationOptions({ onSuccess: refresh, onError: () => {} }));
  const { extendsTo } = request;
  if (!extendsTo) return null;
  return (
    <WordsDialog
      trigger={
        <Button>
          <CalendarPlus aria-hidden /> Extend
        </Button>
      }
      title={`Extend until ${formatDate(extendsTo, timezone)}?`}
      description="The law allows it once, before the first term is over, and the person has to be told within that term."
      label="Why does it take longer?"
      submitLabel="Extend the term"
      pending={extend.isPending}
      error={extend.error?.message}
      onSubmit={(reason) => extend.mutateAsync({ workspace: slug, requestId: request.id, reason })}
    />
  );
}

function LetReturn({ request }: MoveProps) {
  const { slug } = useWorkspace();
  const trpc = useTRPC();
  const refresh = useRefresh();
  const letReturn = useMutation(
    trpc.privacy.letReturn.mutationOptions({
      async onSuccess() {
        await refresh();
        notify({ tone: 'good', title: 'The person may be known again', description: 'What was erased stays erased.' });
      },
      onError: () => {},
    }),
  );
  return (
    <WordsDialog
      trigger={
        <Button>
          <UserRoundPlus aria-hidden /> Let them come back
        </Button>
      }
      title="Let this person be known again?"
      description="Only where they have asked for it themselves, by a new account or order. Events about them are taken again; what was erased stays erased."
      label="How do you know that they want it?"
      submitLabel="Let them come back"
      pending={letReturn.isPending}
      error={letReturn.error?.message}
      onSubmit={(reason) => letReturn.mutateAsync({ workspace: slug, requestId: request.id, reason })}
    />
  );
}

type WordsDialogProps = {
  trigger: ReactElement<Record<string, unknown>>;
  title: string;
  description: string;
  label: string;
  hint?: string;
  submitLabel: string;
  isDanger?: boolean;
  pending: boolean;
  error?: string;
  /** Closes once it has been taken. */
  onSubmit: (words: string) => Promise<unknown>;
};

/** A step that needs a few words to stand on record. */
function WordsDialog(props: WordsDialogProps) {
  const [isOpen, setOpen] = useState(false);
  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const words = String(new FormData(event.currentTarget).get('words'));
    await props.onSubmit(words).then(
      () => setOpen(false),
      () => {
        // What went wrong stands in the dialog.
      },
    );
  }
  return (
    <Dialog
      open={isOpen}
      onOpenChange={setOpen}
      trigger={props.trigger}
      title={props.title}
      description={props.description}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label={props.label} name="words" hint={props.hint}>
          <Textarea required minLength={3} maxLength={500} />
        </Field>
        {props.error ? <Notice tone="bad" role="alert" title={props.error} /> : null}
        <Button
          type="submit"
          variant={props.isDanger ? 'danger' : 'primary'}
          pending={props.pending}
          className="self-end"
        >
          {props.submitLabel}
        </Button>
      </form>
    </Dialog>
  );
}
