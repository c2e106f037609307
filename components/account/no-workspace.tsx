'use client';

import { BrandMark } from '@/components/shell/brand-mark';
import { leave } from '@/components/shell/leave';
import { Button } from '@/components/ui/button';

/** Signed in, but a member of nothing. */
export function NoWorkspace() {
  return (
    <main className="grid min-h-dvh place-items-center px-6">
      <div className="flex max-w-md flex-col items-center text-center">
        <BrandMark className="size-10" />
        <h1 className="mt-6 text-xl font-medium">You are not in a workspace yet</h1>
        <p className="mt-1 text-fg-muted">Ask an administrator of your company's workspace to add you.</p>
        <Button className="mt-6" onClick={() => void leave()}>
          Sign out
        </Button>
      </div>
    </main>
  );
}
