'use client';

import { Badge } from '@/components/ui/badge';
import { STYLE_NAMES } from '@/domain/copy/styles';
import { wilsonInterval } from '@/domain/statistics/chi-square';
import { formatCount, formatRate } from '@/lib/format';
import type { TestView, VariantView } from '@/server/services/creative';
import { VARIANT_WORDS } from './creative-words';
import { JudgeVariant } from './judge-variant';
import { WordsPreview } from './words-preview';

/** One variant as its reader sees it, who wrote it, how it scores and how it does. */
export function VariantCard({ variant, test }: { variant: VariantView; test: TestView }) {
  const { words, scores, status } = variant;
  const name = STYLE_NAMES[variant.style];
  const { label, tone } = VARIANT_WORDS[status];
  const isControl = variant.style === 'control';
  return (
    <li className="flex min-w-0 flex-col gap-3 rounded-md border border-border p-3">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="text-sm font-medium">{name}</h3>
        {isControl && test.status === 'proposed' ? (
          <Badge icon={null}>Sent today</Badge>
        ) : (
          <Badge tone={tone}>{label}</Badge>
        )}
      </div>
      <WordsPreview words={words} />
      <p className="text-table text-fg-muted">
        {variant.writer}. {variant.writerNote}
      </p>
      {scores ? (
        <dl className="grid grid-cols-4 gap-2 text-table">
          <Figure term="Score" value={scores.score.toFixed(2)} />
          <Figure term="Brand" value={scores.brand.toFixed(2)} />
          <Figure term="Tone" value={scores.tone.toFixed(2)} />
          <Figure term="Length" value={scores.length.toFixed(2)} />
        </dl>
      ) : null}
      {test.startedAt && status !== 'rejected' ? <Results variant={variant} test={test} /> : null}
      {variant.reviewReason ? <p className="text-table text-fg-muted">Reason: {variant.reviewReason}</p> : null}
      {status === 'proposed' && test.status === 'proposed' ? (
        <JudgeVariant variant={variant} refusal={test.judgeRefusal} />
      ) : null}
    </li>
  );
}

function Results({ variant, test }: { variant: VariantView; test: TestView }) {
  const { delivered, clicked, ordered } = variant;
  const compared = test.verdict?.comparisons.find(({ variantId }) => variantId === variant.id);
  return (
    <dl className="grid grid-cols-2 gap-2 text-table sm:grid-cols-3">
      <Figure term="Delivered" value={formatCount(delivered)} />
      <Figure term="Clicked" value={rate(clicked, delivered)} />
      <Figure term="Ordered" value={rate(ordered, delivered)} />
      {compared?.p != null ? (
        <Figure term="p, corrected" value={compared.p < 0.001 ? '< 0.001' : compared.p.toFixed(3)} />
      ) : null}
    </dl>
  );
}

/** "3.4% (2.6% to 4.4%)"; a dash where nothing was delivered. */
function rate(successes: number, trials: number): string {
  if (trials === 0) return '—';
  const { low, high } = wilsonInterval({ successes, trials });
  return `${formatRate(successes / trials, 1)} (${formatRate(low, 1)} to ${formatRate(high, 1)})`;
}

function Figure({ term, value }: { term: string; value: string }) {
  return (
    <div>
      <dt className="text-xs text-fg-muted">{term}</dt>
      <dd className="tabular-nums">{value}</dd>
    </div>
  );
}
