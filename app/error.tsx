'use client';

import dynamic from 'next/dynamic';
import type { PageFailureProps } from '@/components/layout/page-failure';

// Every page carries this one along and hardly any shows it; where even its words do not come, global-error stands in.
const PageFailure = dynamic(() => import('@/components/layout/page-failure').then((module) => module.PageFailure));

/** For pages outside a workspace, and for a workspace whose frame could not be shown. */
export default function RootError({ error, reset }: PageFailureProps) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <PageFailure error={error} reset={reset} />
    </main>
  );
}
