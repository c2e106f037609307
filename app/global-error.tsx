'use client';

import { PageFailure, type PageFailureProps } from '@/components/layout/page-failure';
import { fontVariables } from './fonts';
import './globals.css';

/** In place of everything, when not even the outermost frame could be shown. */
export default function GlobalError({ error, reset }: PageFailureProps) {
  return (
    <html lang="en" className={fontVariables}>
      <body>
        <title>Touchstone</title>
        <main className="grid min-h-dvh place-items-center">
          <PageFailure error={error} reset={reset} />
        </main>
      </body>
    </html>
  );
}
