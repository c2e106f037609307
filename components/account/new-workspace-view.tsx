import type { ReactNode } from 'react';
import { BrandMark } from '@/components/shell/brand-mark';
import { LinkButton } from '@/components/ui/button';
import { NewWorkspaceForm } from './new-workspace-form';

/** A workspace of one's own company. */
export function NewWorkspaceView() {
  return (
    <Frame>
      <h1 className="text-[26px] leading-8 font-medium tracking-[-0.02em]">New workspace</h1>
      <p className="mt-1.5 mb-6 max-w-[64ch] text-fg-muted">
        A workspace is one shop: its customers, its policy, its figures. You will be its administrator. Until a provider
        is connected, by you or by whoever runs this installation, its messages stay in the sandbox.
      </p>
      <NewWorkspaceForm />
    </Frame>
  );
}

/** For somebody who is signed in and administers nothing. */
export function MayNotMake() {
  return (
    <Frame>
      <h1 className="text-xl font-medium">Ask an administrator</h1>
      <p className="mt-1 mb-6 max-w-[64ch] text-fg-muted">
        A new workspace is made by somebody who administers one of this installation. Ask one of them to make it and to
        let you in.
      </p>
      <LinkButton href="/">Back to your workspace</LinkButton>
    </Frame>
  );
}

function Frame({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto min-h-dvh w-full max-w-3xl px-4 py-8 sm:px-8">
      <div className="mb-8 flex items-center gap-2.5">
        <BrandMark className="size-8" />
        <span className="text-lg font-medium tracking-[-0.01em]">Touchstone</span>
      </div>
      {children}
    </main>
  );
}
