'use client';

import { ThemeProvider } from 'next-themes';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { notify, Toaster } from '@/components/ui/toast';
import { ApiProvider } from '@/lib/trpc/client';
import { httpStatusOf } from '@/lib/trpc/query-client';

function tellOfFailure(error: Error): void {
  const title = httpStatusOf(error) === undefined ? 'No answer from the server' : 'That did not work';
  notify({ tone: 'bad', title, description: error.message });
}

function goToSignIn(): void {
  const { pathname, search } = window.location;
  if (pathname === '/sign-in') return;
  window.location.assign(`/sign-in?next=${encodeURIComponent(pathname + search)}`);
}

const HOOKS = { onMutationError: tellOfFailure, onSignedOut: goToSignIn };

/** What every page stands on: theme, URL state, API, notifications. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <ThemeProvider attribute="class" defaultTheme="system" disableTransitionOnChange>
      <NuqsAdapter>
        <ApiProvider hooks={HOOKS}>{children}</ApiProvider>
        <Toaster />
      </NuqsAdapter>
    </ThemeProvider>
  );
}
