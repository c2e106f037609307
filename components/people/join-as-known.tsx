'use client';

import { useState } from 'react';
import { leave } from '@/components/shell/leave';
import { Button, LinkButton } from '@/components/ui/button';
import { Notice } from '@/components/ui/notice';
import { type Refusal, spendLink } from './spend-link';

type JoinAsKnownProps = { token: string; email: string; slug: string; signedInAs: string | null };

/** For somebody who has an account already: it is theirs to say yes, signed in as nobody else. */
export function JoinAsKnown({ token, email, slug, signedInAs }: JoinAsKnownProps) {
  const [pending, setPending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  if (!signedInAs) {
    return (
      <LinkButton href={`/sign-in?next=${encodeURIComponent(`/join/${token}`)}`} variant="primary" size="lg">
        Sign in as {email}
      </LinkButton>
    );
  }
  if (signedInAs !== email) {
    return (
      <div className="flex flex-col gap-4">
        <Notice tone="warn" title={`You are signed in as ${signedInAs}`}>
          This invitation is for {email}. Sign out, then open its address again.
        </Notice>
        <Button size="lg" onClick={() => void leave()}>
          Sign out
        </Button>
      </div>
    );
  }
  async function join() {
    setPending(true);
    const spent = await spendLink(token, {});
    if (spent.ok) return window.location.assign(`/${slug}`);
    setPending(false);
    setRefusal(spent);
  }
  return (
    <div className="flex flex-col gap-4">
      {refusal ? (
        <Notice tone="bad" role="alert">
          {refusal.message}
        </Notice>
      ) : null}
      <Button variant="primary" size="lg" pending={pending} onClick={() => void join()}>
        Join as {email}
      </Button>
    </div>
  );
}
