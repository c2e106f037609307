'use client';

import { PageFailure, type PageFailureProps } from '@/components/layout/page-failure';

/** For pages outside a workspace, and for a workspace whose frame could not be shown. */
export default function RootError({ error, reset }: PageFailureProps) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <PageFailure error={error} reset={reset} />
    </main>
  );
}
