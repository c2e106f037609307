'use client';

import { CircleAlert, RotateCcw } from 'lucide-react';
import { Tag } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { type FieldDescription, type PolicyValue, sameValue } from '@/domain/policies/description';
import { valueLines, valueWords } from '@/domain/policies/value-words';
import { FieldControl } from './field-control';
import { boundsWords, figureProblem } from './figure-input';

export type ThresholdRowProps = {
  field: FieldDescription;
  value: PolicyValue;
  /** What the policy it is compared with says. */
  liveValue: PolicyValue;
  liveName: string;
  currency: string;
  /** The address leads to it. */
  isSought?: boolean;
  /** What the server found wrong with it. */
  problems: readonly string[];
  /** Leave out to show without changing. */
  onChange?: (value: PolicyValue) => void;
};

/**
 * One threshold: its name, what it means, its form (its value in words where it cannot be changed), what it was, and the
 * way back to the default.
 */
export function ThresholdRow({
  field,
  value,
  liveValue,
  liveName,
  currency,
  isSought,
  problems,
  onChange,
}: ThresholdRowProps) {
  const { shape, defaultValue, title, description } = field;
  const isDefault = sameValue(value, defaultValue);
  const isChanged = !sameValue(value, liveValue);
  const words = (each: PolicyValue) =>
    valueLines(shape, each, currency).join(' · ') || valueWords(shape, each, currency);
  const ownProblem = shape.kind === 'number' ? figureProblem(shape, value, currency) : null;
  const wrong = ownProblem ? [ownProblem] : problems;
  return (
    <li
      id={pointerOf(field)}
      data-changed={isChanged || undefined}
      data-sought={isSought || undefined}
      className="flex scroll-mt-4 flex-col gap-2 border-t border-border px-4 py-3 first:border-t-0 data-sought:bg-info-soft data-changed:border-l-2 data-changed:border-l-accent"
    >
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h3 className="text-sm font-medium">{title}</h3>
        {isChanged ? <Tag>Changed</Tag> : null}
        {onChange ? null : (
          <p className="ml-auto max-w-[60ch] min-w-0 text-right text-sm break-words tabular-nums max-sm:ml-0 max-sm:basis-full max-sm:text-left">
            {words(value)}
          </p>
        )}
        {onChange && !isDefault ? (
          <Button
            size="sm"
            variant="ghost"
            className="ml-auto"
            aria-label={`Reset ${title} to the default`}
            onClick={() => onChange(defaultValue)}
          >
            <RotateCcw aria-hidden /> Reset to default
          </Button>
        ) : null}
      </div>
      <p className="max-w-[72ch] text-table text-fg-muted">{description}</p>
      {onChange ? (
        <FieldControl shape={shape} value={value} onChange={onChange} currency={currency} label={title} />
      ) : null}
      {wrong.map((problem) => (
        <p key={problem} role="alert" className="flex items-start gap-1.5 text-xs text-bad">
          <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
          {problem}
        </p>
      ))}
      <p className="text-xs break-words text-fg-muted">
        {[
          onChange &&
            shape.kind === 'number' &&
            boundsWords(shape, currency) &&
            `Allowed: ${boundsWords(shape, currency)}.`,
          isChanged && `${liveName}: ${words(liveValue)}.`,
          !isDefault && `Default: ${words(defaultValue)}.`,
        ]
          .filter(Boolean)
          .join(' ')}
      </p>
    </li>
  );
}

/** Where a threshold stands in the page and in findings. */
export function pointerOf({ section, field }: { section: string; field: string }): string {
  return `${section}.${field}`;
}
