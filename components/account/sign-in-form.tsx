'use client';

import { signIn } from 'next-auth/react';
import { type SubmitEvent, useState } from 'react';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { plural } from '@/domain/shared/plural';

/** What the server's answer means to a person. */
export function refusalText(error: string): string {
  const seconds = Number(/^throttled:(\d+)$/.exec(error)?.[1]);
  if (seconds > 0) {
    const minutes = Math.ceil(seconds / 60);
    return `Too many tries. Wait ${minutes === 1 ? 'a minute' : plural(minutes, 'minute')} and try again.`;
  }
  if (error === 'wrong') return 'E-mail or password is wrong.';
  return 'The server could not check this just now. Nothing is wrong with your password; try again.';
}

/** E-mail and password; goes on to `next` with a full load, so that everything is read as the new person. */
export function SignInForm({ next }: { next: string }) {
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);

  async function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setPending(true);
    setRefusal(null);
    const result = await signIn('credentials', {
      email: String(form.get('email')),
      password: String(form.get('password')),
      redirect: false,
    }).catch(() => undefined);
    if (result?.ok) return window.location.assign(next);
    setPending(false);
    setRefusal(refusalText(result?.error ?? 'unavailable'));
  }

  return (
    <form method="post" onSubmit={submit} className="flex flex-col gap-4">
      {refusal ? (
        <Notice tone="bad" role="alert">
          {refusal}
        </Notice>
      ) : null}
      <Field label="E-mail" name="email">
        <Input
          type="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          className="h-10"
        />
      </Field>
      <Field label="Password" name="password">
        <Input type="password" autoComplete="current-password" required className="h-10" />
      </Field>
      <Button type="submit" variant="primary" size="lg" pending={pending} className="mt-1 w-full">
        Sign in
      </Button>
    </form>
  );
}
