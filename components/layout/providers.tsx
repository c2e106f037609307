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

/** What every page stands on: theme, URL state, API, notifications. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <ThemeProvider attribute="class" defaultTheme="system" disableTransitionOnChange>
      <NuqsAdapter>
        <ApiProvider onMutationError={tellOfFailure}>{children}</ApiProvider>
        <Toaster />
      </NuqsAdapter>
    </ThemeProvider>
  );
}
