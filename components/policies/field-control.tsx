'use client';

import { useState } from 'react';
import { Checkbox } from '@/components/ui/checkbox';
import { Textarea } from '@/components/ui/textarea';
import { type FieldShape, isValueObject, type PolicyValue } from '@/domain/policies/description';
import { RecordControl } from './record-control';
import { RowCells, RowsControl } from './rows-control';
import { type ControlProps, SimpleControl } from './simple-control';
import { WordsControl } from './words-control';

/** The form of one threshold, whatever its shape. */
export function FieldControl(props: ControlProps<FieldShape>) {
  const { shape, value, onChange, label, currency } = props;
  switch (shape.kind) {
    case 'words':
      return <WordsControl {...props} shape={shape} />;
    case 'rows':
      return <RowsControl {...props} shape={shape} />;
    case 'record':
      return <RecordControl {...props} shape={shape} />;
    case 'group':
      return (
        <div className="flex flex-wrap gap-3">
          <RowCells
            columns={shape.columns}
            row={isValueObject(value) ? value : {}}
            onChange={onChange}
            label={label}
            currency={currency}
          />
        </div>
      );
    case 'choices':
      return <ChoicesControl {...props} shape={shape} />;
    case 'json':
      return <JsonControl {...props} shape={shape} />;
    default:
      return <SimpleControl {...props} shape={shape} />;
  }
}

type ChoicesShape = Extract<FieldShape, { kind: 'choices' }>;

function ChoicesControl({ shape, value, onChange, label }: ControlProps<ChoicesShape>) {
  const chosen = Array.isArray(value) ? value : [];
  return (
    <fieldset className="flex flex-wrap gap-x-4 gap-y-1">
      <legend className="sr-only">{label}</legend>
      {shape.options.map((option) => (
        <Checkbox
          key={option.value}
          label={option.label}
          checked={chosen.includes(option.value)}
          onCheckedChange={(isOn) =>
            onChange(
              shape.options
                .map((each) => each.value)
                .filter((each) => (each === option.value ? isOn : chosen.includes(each))),
            )
          }
        />
      ))}
    </fieldset>
  );
}

/** What has no form of its own is written as JSON; what is no JSON is kept as text, which the server refuses. */
function JsonControl({ value, onChange, label }: ControlProps<Extract<FieldShape, { kind: 'json' }>>) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <Textarea
      aria-label={label}
      className="font-mono text-xs"
      value={typed ?? JSON.stringify(value, null, 2)}
      onChange={(event) => {
        setTyped(event.target.value);
        onChange(parsedOrText(event.target.value));
      }}
      onBlur={() => setTyped(null)}
    />
  );
}

function parsedOrText(text: string): PolicyValue {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
