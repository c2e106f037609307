'use client';

import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import {
  type Column,
  type FieldShape,
  isValueObject,
  type PolicyValue,
  type SimpleShape,
} from '@/domain/policies/description';
import { type ControlProps, SimpleControl } from './simple-control';

type RowsShape = Extract<FieldShape, { kind: 'rows' }>;

/** A list whose order counts: rungs of a ladder, touches of a series. */
export function RowsControl({ shape, value, onChange, currency, label }: ControlProps<RowsShape>) {
  const rows: readonly PolicyValue[] = Array.isArray(value) ? value : [];
  const replace = (index: number, row: PolicyValue) => onChange(rows.map((each, at) => (at === index ? row : each)));
  function move(index: number, by: 1 | -1) {
    const next = [...rows];
    const [row] = next.splice(index, 1);
    next.splice(index + by, 0, row ?? null);
    onChange(next);
  }
  return (
    <div className="flex flex-col gap-2">
      <ol aria-label={label} className="flex flex-col gap-2">
        {rows.map((row, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name but their place
          <li key={index} className="flex flex-wrap items-end gap-x-3 gap-y-2 rounded-md border border-border p-2">
            <span className="w-5 self-center text-table text-fg-muted">{index + 1}.</span>
            <RowCells
              columns={shape.columns}
              row={row}
              onChange={(next) => replace(index, next)}
              label={`${label}, row ${index + 1}`}
              currency={currency}
            />
            <span className="ml-auto flex">
              {index > 0 ? (
                <IconButton
                  label={`Move row ${index + 1} up`}
                  icon={<ArrowUp aria-hidden />}
                  onClick={() => move(index, -1)}
                />
              ) : null}
              {index < rows.length - 1 ? (
                <IconButton
                  label={`Move row ${index + 1} down`}
                  icon={<ArrowDown aria-hidden />}
                  onClick={() => move(index, 1)}
                />
              ) : null}
              {rows.length > shape.minItems ? (
                <IconButton
                  label={`Remove row ${index + 1}`}
                  icon={<Trash2 aria-hidden />}
                  onClick={() => onChange(rows.filter((_, at) => at !== index))}
                />
              ) : null}
            </span>
          </li>
        ))}
      </ol>
      {shape.maxItems !== null && rows.length >= shape.maxItems ? null : (
        <Button
          className="self-start"
          size="sm"
          onClick={() => onChange([...rows, rows.at(-1) ?? blankRow(shape.columns)])}
        >
          <Plus aria-hidden /> Add a row
        </Button>
      )}
    </div>
  );
}

/** A row to begin with: the least figures, the first choices. */
export function blankRow(columns: readonly Column[]): PolicyValue {
  const [only] = columns;
  if (only?.key === '') return blankValue(only.shape);
  return Object.fromEntries(columns.map(({ key, shape }) => [key, blankValue(shape)]));
}

/** A value to begin with. */
export function blankValue(shape: SimpleShape): PolicyValue {
  switch (shape.kind) {
    case 'number':
      return shape.isOptional ? null : (shape.min ?? 0);
    case 'flag':
      return false;
    case 'choice':
      return shape.isOptional ? null : (shape.options[0]?.value ?? '');
    case 'text':
      return '';
  }
}

type RowCellsProps = {
  columns: readonly Column[];
  row: PolicyValue;
  onChange: (row: PolicyValue) => void;
  label: string;
  currency: string;
};

/** The values of one row side by side, each under its name. */
export function RowCells({ columns, row, onChange, label, currency }: RowCellsProps) {
  const cells = isValueObject(row) ? row : {};
  return columns.map(({ key, title, shape }) => (
    <div key={key} className="flex flex-col gap-1">
      <span aria-hidden className="text-xs text-fg-muted">
        {title}
      </span>
      <SimpleControl
        shape={shape}
        value={key === '' ? row : cells[key]}
        onChange={(next) => onChange(key === '' ? next : { ...cells, [key]: next })}
        label={`${title}, ${label}`}
        currency={currency}
      />
    </div>
  ));
}
