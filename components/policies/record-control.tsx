'use client';

import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { agentName } from '@/domain/agents/agent-cards';
import {
  type Column,
  type FieldShape,
  isValueObject,
  type PolicyValue,
  type SimpleShape,
} from '@/domain/policies/description';
import { blankRow, blankValue, RowCells } from './rows-control';
import { type ControlProps, SimpleControl } from './simple-control';

type RecordShape = Extract<FieldShape, { kind: 'record' }>;
type Entries = { readonly [key: string]: PolicyValue };

/** A value or a row for each key: channels, regions, actions. */
export function RecordControl({ shape, value, onChange, currency, label }: ControlProps<RecordShape>) {
  const entries: Entries = isValueObject(value) ? value : {};
  const { keys, isPartial, columns } = shape;
  const shown = keys ?? Object.keys(entries).map((key) => ({ value: key, label: agentName(key) }));
  function set(key: string, next: PolicyValue | undefined) {
    const { [key]: _former, ...rest } = entries;
    // A key keeps its place: a difference is told by what changed, not by what moved.
    if (next === undefined) onChange(rest);
    else onChange({ ...entries, [key]: next });
  }
  return (
    <div className="flex flex-col gap-2">
      <ul aria-label={label} className="flex flex-col gap-2">
        {shown.map(({ value: key, label: name }) => (
          <li key={key} className="flex flex-wrap items-end gap-x-3 gap-y-1.5">
            <span className="w-28 self-center text-table">{name}</span>
            {isColumns(columns) ? (
              <RowCells
                columns={columns}
                row={entries[key] ?? {}}
                onChange={(next) => set(key, next)}
                label={`${name}, ${label}`}
                currency={currency}
              />
            ) : (
              <SimpleControl
                shape={keys && isPartial ? optional(columns) : columns}
                value={entries[key]}
                onChange={(next) => set(key, next === null && keys && isPartial ? undefined : next)}
                label={`${name}, ${label}`}
                currency={currency}
              />
            )}
            {keys ? null : (
              <IconButton label={`Remove ${name}`} icon={<Trash2 aria-hidden />} onClick={() => set(key, undefined)} />
            )}
          </li>
        ))}
      </ul>
      {keys ? null : (
        <AddKey
          label={label}
          taken={Object.keys(entries)}
          onAdd={(key) => set(key, isColumns(columns) ? blankRow(columns) : blankValue(columns))}
        />
      )}
    </div>
  );
}

function AddKey({ label, taken, onAdd }: { label: string; taken: readonly string[]; onAdd: (key: string) => void }) {
  const [text, setText] = useState('');
  const key = text.trim();
  const reason = key === '' ? 'Type a name first.' : taken.includes(key) ? `${key} is there already.` : undefined;
  function add() {
    if (reason) return;
    onAdd(key);
    setText('');
  }
  return (
    <div className="flex max-w-72 gap-2">
      <Input
        aria-label={`Add to ${label}`}
        placeholder="Name"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          add();
        }}
      />
      <Button onClick={add} disabledReason={reason}>
        <Plus aria-hidden /> Add
      </Button>
    </div>
  );
}

function isColumns(columns: RecordShape['columns']): columns is readonly Column[] {
  return Array.isArray(columns);
}

function optional(shape: SimpleShape): SimpleShape {
  return shape.kind === 'flag' ? shape : { ...shape, isOptional: true };
}
