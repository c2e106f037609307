import { TimeText } from '@/components/layout/time-text';
import { Code } from '@/components/ui/code';
import { formatMoney } from '@/lib/format';
import type { DecisionReceipt } from './decision-data';
import { type LifeStep, lifeOf, type PlainStep } from './life';

const PLAIN: Record<PlainStep['what'], string> = {
  decided: 'Decided',
  delivered: 'Delivered',
  opened: 'Opened',
  clicked: 'Clicked',
  unsubscribed: 'Unsubscribed',
  bounced: 'Came back',
  complained: 'Marked as spam',
};

const EVIDENCE_WORDS: Record<string, string> = {
  code: 'the code of this message was used',
  signed_id: 'the customer came by the link in this message',
  utm: 'the order names the campaign of this message',
};

/** All that happened to a decision, with the revenue credited to it and what proves that. */
export function DecisionLife({ decision }: { decision: DecisionReceipt }) {
  return (
    <ol className="flex flex-col text-table">
      {lifeOf(decision).map((step) => (
        <li
          key={`${step.what} ${step.at.toISOString()} ${step.what === 'ordered' ? step.orderKey : ''}`}
          className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-b border-border py-1.5 last:border-b-0"
        >
          <span className="w-36 shrink-0 text-fg-muted">
            <TimeText at={step.at} as="absolute" />
          </span>
          <span className="min-w-0 flex-1 basis-48">
            <Words step={step} />
          </span>
          {step.what === 'ordered' ? (
            <span className="font-medium">{formatMoney(step.creditCents, { currency: decision.currency })}</span>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

function Words({ step }: { step: LifeStep }) {
  switch (step.what) {
    case 'reviewed':
      return `${step.verb}${step.by ? ` by ${step.by}` : ''}`;
    case 'sent':
      return `Handed to ${step.provider}`;
    case 'redeemed':
      return (
        <>
          Code <Code>{step.code}</Code> used
        </>
      );
    case 'ordered':
      return (
        <>
          Order {step.orderKey ? <Code>{step.orderKey}</Code> : null} credited:{' '}
          {EVIDENCE_WORDS[step.evidence] ?? step.evidence}
        </>
      );
    default:
      return PLAIN[step.what];
  }
}
