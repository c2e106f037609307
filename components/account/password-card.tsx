'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type SubmitEvent, useRef, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { notify } from '@/components/ui/toast';
import { LEAST_PASSWORD, LONGEST_PASSWORD } from '@/domain/account/password';
import { useTRPC } from '@/lib/trpc/client';

/** A new password, typed twice, after the one in force. */
export function PasswordCard() {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [differs, setDiffers] = useState(false);
  const change = useMutation(
    trpc.account.changePassword.mutationOptions({
      onError: () => {},
      async onSuccess() {
        form.current?.reset();
        await queryClient.invalidateQueries(trpc.account.sessions.pathFilter());
        notify({ tone: 'good', title: 'Your password is changed', description: 'Every other sign-in has ended.' });
      },
    }),
  );
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = new FormData(event.currentTarget);
    const next = String(typed.get('next'));
    const isSame = next === String(typed.get('again'));
    setDiffers(!isSame);
    if (isSame) change.mutate({ current: String(typed.get('current')), next });
    else change.reset();
  }
  const field = change.error?.data?.field;
  const errorOf = (name: string) => (field === name ? change.error?.message : undefined);
  return (
    <Card>
      <CardHeader title="Password" description="Every other sign-in of yours ends when it changes." />
      <CardBody>
        <form ref={form} method="post" onSubmit={submit} className="flex max-w-88 flex-col gap-4">
          {change.error && !field ? (
            <Notice tone="bad" role="alert">
              {change.error.message}
            </Notice>
          ) : null}
          <Field label="Password now" name="current" error={errorOf('current')}>
            <Input type="password" autoComplete="current-password" required maxLength={LONGEST_PASSWORD} />
          </Field>
          <Field
            label="New password"
            name="next"
            hint={`${LEAST_PASSWORD} characters at least. A short sentence is easy to keep in mind.`}
            error={errorOf('next')}
          >
            <Input type="password" autoComplete="new-password" required maxLength={LONGEST_PASSWORD} />
          </Field>
          <Field label="New password again" name="again" error={differs ? 'This is not the same.' : undefined}>
            <Input type="password" autoComplete="new-password" required maxLength={LONGEST_PASSWORD} />
          </Field>
          <Button type="submit" variant="primary" pending={change.isPending} className="self-start">
            Change password
          </Button>
        </form>
      </CardBody>
    </Card>
  );
}
