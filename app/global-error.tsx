'use client';

import type { PageFailureProps } from '@/components/layout/page-failure';
import { fontVariables } from './fonts';
import './globals.css';

/**
 * In place of everything, when not even the outermost frame could be shown. Every page carries it along, so it is made of
 * plain elements alone.
 */
export default function GlobalError({ error, reset }: PageFailureProps) {
  return (
    <html lang="en" className={fontVariables}>
      <body>
        <title>Touchstone</title>
        <main role="alert" className="grid min-h-dvh place-content-center justify-items-center gap-1 px-6 text-center">
          <h1 className="text-sm font-medium">This page broke</h1>
          <p className="max-w-[52ch] text-sm text-fg-muted">
            Nothing was changed. Try again; if it happens again, tell your administrator the number below.
          </p>
          {error.digest ? <p className="font-mono text-xs text-fg-muted">Request {error.digest}</p> : null}
          <button
            type="button"
            onClick={reset}
            className="mt-4 h-8 rounded-md border border-border bg-surface px-3 text-sm font-medium pointer-coarse:h-11"
          >
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
