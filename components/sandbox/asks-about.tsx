'use client';

import { TimeText } from '@/components/layout/time-text';
import type { MessageDetail } from '@/server/services/messages';

type AsksAboutProps = { question: NonNullable<MessageDetail['asksAbout']> };

/** What a confirmation message is about, and whether it was answered: no agent sent it, and it counts as no touch. */
export function AsksAbout({ question: { source, saidAt, expiresAt, confirmedAt } }: AsksAboutProps) {
  return (
    <section aria-labelledby="asks-about" className="rounded-lg border border-border bg-surface px-4 py-3 shadow-card">
      <h2 id="asks-about" className="text-xs text-fg-muted">
        Confirmation of a sign-up, sent to make sure that the address is theirs; no marketing and no touch
      </h2>
      <p className="text-sm">
        They said yes (source: {source}) <TimeText at={saidAt} as="absolute" />.{' '}
        {confirmedAt ? (
          <>
            Confirmed <TimeText at={confirmedAt} as="absolute" />.
          </>
        ) : (
          <>
            Can be confirmed until <TimeText at={expiresAt} as="absolute" />.
          </>
        )}
      </p>
    </section>
  );
}
