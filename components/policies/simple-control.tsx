'use client';

import { useState } from 'react';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { Switch } from '@/components/ui/switch';
import type { NumberShape, PolicyValue, SimpleShape } from '@/domain/policies/description';
import { figureOfText, figureProblem, textOfFigure, unitSuffix } from './figure-input';

export type ControlProps<Shape> = {
  shape: Shape;
  value: PolicyValue | undefined;
  onChange: (value: PolicyValue) => void;
  currency: string;
  /** Its name for screen readers. */
  label: string;
};

const NONE = '';

/** One value: a figure with its unit, a text, one of a few, on or off. */
export function SimpleControl(props: ControlProps<SimpleShape>) {
  const { shape, value, onChange, label } = props;
  switch (shape.kind) {
    case 'number':
      return <NumberControl {...props} shape={shape} />;
    case 'flag':
      return (
        <Switch
          label={value === true ? 'On' : 'Off'}
          aria-label={label}
          checked={value === true}
          onCheckedChange={onChange}
        />
      );
    case 'choice':
      return (
        <Select
          label={label}
          options={[...(shape.isOptional ? [{ value: NONE, label: 'None' }] : []), ...shape.options]}
          value={typeof value === 'string' ? value : NONE}
          onValueChange={(next) => onChange(next === NONE ? null : next)}
          className="w-44"
        />
      );
    case 'text':
      return (
        <Input
          aria-label={label}
          value={typeof value === 'string' ? value : ''}
          maxLength={shape.maxLength ?? undefined}
          onChange={(event) => onChange(event.target.value === '' && shape.isOptional ? null : event.target.value)}
          className="max-w-72"
        />
      );
  }
}

function NumberControl({ shape, value, onChange, currency, label }: ControlProps<NumberShape>) {
  const shown = textOfFigure(shape, value, currency);
  // "0." on the way to "0.5" is the same figure as "0": what is being typed stays as it is.
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <span className="inline-flex items-center gap-2">
      <Input
        aria-label={label}
        aria-invalid={figureProblem(shape, value, currency) !== null || undefined}
        inputMode="decimal"
        autoComplete="off"
        placeholder={shape.isOptional ? 'no limit' : undefined}
        value={typed ?? shown}
        onChange={(event) => {
          setTyped(event.target.value);
          onChange(figureOfText(shape, event.target.value, currency));
        }}
        onBlur={() => setTyped(null)}
        className="w-28 text-right"
      />
      <span className="text-table whitespace-nowrap text-fg-muted">{unitSuffix(shape.unit, currency)}</span>
    </span>
  );
}
