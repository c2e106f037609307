'use client';

import { signIn } from 'next-auth/react';
import { type SubmitEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { LEAST_PASSWORD, LONGEST_PASSWORD } from '@/domain/account/password';
import { type Refusal, spendLink } from './spend-link';

/** A name, where somebody is new, and a password; goes on into the workspace, signed in. */
export function JoinForm({ token, email, isNew }: { token: string; email: string; isNew: boolean }) {
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = String(form.get('password'));
    setPending(true);
    setRefusal(null);
    const spent = await spendLink(token, { password, ...(isNew && { name: String(form.get('name')) }) });
    if (!spent.ok) {
      setPending(false);
      return setRefusal(spent);
    }
    const signedIn = await signIn('credentials', { email, password, redirect: false }).catch(() => undefined);
    // The password is kept already: whom the sign-in fails for types it once more.
    window.location.assign(signedIn?.ok ? `/${spent.slug}` : '/sign-in');
  }

  const errorOf = (field: string) => (refusal?.field === field ? refusal.message : undefined);
  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      {refusal && !refusal.field ? (
        <Notice tone="bad" role="alert">
          {refusal.message}
        </Notice>
      ) : null}
      {/* For password keepers, which otherwise do not know whose it is. */}
      <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
      {isNew ? (
        <Field label="Your name" name="name" error={errorOf('name')}>
          <Input autoComplete="name" required maxLength={80} className="h-10" />
        </Field>
      ) : null}
      <Field
        label="Password"
        name="password"
        hint={`${LEAST_PASSWORD} characters at least. A short sentence is easy to keep in mind.`}
        error={errorOf('password')}
      >
        <Input type="password" autoComplete="new-password" required maxLength={LONGEST_PASSWORD} className="h-10" />
      </Field>
      <Button type="submit" variant="primary" size="lg" pending={pending} className="mt-1 w-full">
        {isNew ? 'Join' : 'Set password and sign in'}
      </Button>
    </form>
  );
}
