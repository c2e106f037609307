'use client';

import { type ReactNode, useActionState } from 'react';

export type ShopAction = (before: { message: string } | null, form: FormData) => Promise<{ message: string } | null>;

type ShopFormProps = { action: ShopAction; className?: string; children: ReactNode };

/** A form of the demo shop: works without scripts, and says what is wrong beside its button. */
export function ShopForm({ action, className, children }: ShopFormProps) {
  const [answer, submit, isPending] = useActionState(action, null);
  return (
    <form action={submit} className={className} aria-busy={isPending}>
      {children}
      {answer ? (
        <p role="alert" className="mt-2 basis-full text-sm text-bad">
          {answer.message}
        </p>
      ) : null}
    </form>
  );
}
