'use client';

import { TimeText } from '@/components/layout/time-text';
import { Badge } from '@/components/ui/badge';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Notice } from '@/components/ui/notice';
import { CREATIVE_TRIGGER_WORDS } from '@/domain/agents/creative-testing/trigger-kinds';
import { GOAL_WORDS } from '@/domain/experiments/aims';
import type { TestView } from '@/server/services/creative';
import { STATUS_WORDS } from './creative-words';
import { ALLOCATION_NAMES, planWords } from './share-words';
import { TestFigures } from './test-figures';
import { TestShares } from './test-shares';
import { VariantCard } from './variant-card';

/** One test: where it stands, its variants side by side, and what it taught. */
export function TestCard({ test }: { test: TestView }) {
  const { label, tone } = STATUS_WORDS[test.status];
  return (
    <Card>
      <CardHeader
        title={test.name}
        description={
          <>
            {test.summary} <When test={test} />
            {test.status === 'proposed' || test.status === 'planned' ? (
              <span className="block">Decided by {GOAL_WORDS[test.aims.goal].name.toLowerCase()}.</span>
            ) : null}
            {test.status === 'proposed' ? (
              <span className="block">
                Customers will be shared: {ALLOCATION_NAMES[test.sharing.allocation].toLowerCase()}.{' '}
                {planWords(test.sharing)}
              </span>
            ) : null}
            {test.trigger ? (
              <span className="block">
                Proposed {CREATIVE_TRIGGER_WORDS[test.trigger.kind]}. {test.trigger.reasons.join(' ')}
              </span>
            ) : null}
          </>
        }
        actions={<Badge tone={tone}>{label}</Badge>}
      />
      <CardBody className="flex flex-col gap-3">
        {test.learning ? (
          <Notice tone="good" title="What was learnt">
            {test.learning}
          </Notice>
        ) : null}
        {test.verdict && !test.learning ? (
          <Notice tone={test.verdict.kind === 'mismatch' ? 'warn' : 'info'}>{test.verdict.reason}</Notice>
        ) : null}
        {test.verdict?.analysis ? (
          <TestFigures testId={test.id} analysis={test.verdict.analysis} isOver={test.endedAt !== null} />
        ) : null}
        <TestShares test={test} />
        {test.overlaps.map(({ words, isBiased }) => (
          <Notice key={words} tone={isBiased ? 'bad' : 'warn'}>
            {words}
          </Notice>
        ))}
        {test.status === 'proposed' && test.judgeRefusal ? <Notice tone="neutral">{test.judgeRefusal}</Notice> : null}
        <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
          {test.variants.map((variant) => (
            <VariantCard key={variant.id} variant={variant} test={test} />
          ))}
        </ul>
        <p className="text-xs text-fg-muted">
          Shown as a customer called Anna would read them, with 3 items worth $120.00 in her cart and 20% off where the
          message speaks of them. Rates are of delivered messages, each customer once, with 95% intervals; clicks of
          machines do not count.
        </p>
      </CardBody>
    </Card>
  );
}

function When({ test }: { test: TestView }) {
  const at = test.endedAt ?? test.startedAt ?? test.proposedAt;
  const verb = test.endedAt ? 'Ended' : test.startedAt ? 'Running since' : 'Proposed';
  return (
    <span>
      {verb} <TimeText at={at} as="absolute" />.
      {test.startsAt && !test.startedAt && !test.endedAt ? (
        <>
          {' '}
          {test.status === 'planned' ? 'Begins' : 'Once it is approved it begins'} at{' '}
          <TimeText at={test.startsAt} as="absolute" />.
        </>
      ) : null}
    </span>
  );
}
