'use client';

import type { ReviewSubject } from '@/components/decisions/decision-data';
import { withLocalTimes } from '@/components/decisions/local-times';
import { useWorkspace } from '@/components/layout/workspace-context';
import { whyInReview } from '@/domain/review/why-in-review';
import { GUARDRAILS_ID } from './evidence-pane';

/** Why this one waits for a person, in a line beside the verdict, and the way to what was measured. */
export function WhyAsked({ subject }: { subject: ReviewSubject }) {
  const { timezone } = useWorkspace();
  const asked = whyInReview(subject.reasons, subject.verdicts);
  const [first, ...more] = asked;
  if (!first) return null;
  return (
    <div className="text-table">
      <p>
        <span className="text-fg-muted">Here because: </span>
        {withLocalTimes(first.text, timezone)}{' '}
        {asked.some(({ isMeasured }) => isMeasured) ? (
          <a href={`#${GUARDRAILS_ID}`} className="text-link underline underline-offset-2 hover:no-underline">
            See what was measured
          </a>
        ) : null}
      </p>
      {more.map(({ text }) => (
        <p key={text}>{withLocalTimes(text, timezone)}</p>
      ))}
    </div>
  );
}
