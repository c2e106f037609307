'use client';

import type { ReactNode } from 'react';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Select } from '@/components/ui/select';
import { type ColumnUse, type Mapping, withUse } from './prepare-mapping';

const NOTHING = '';
const ROLES = [
  { value: 'none', label: 'Not measured' },
  { value: 'goal', label: 'Goal' },
  { value: 'secondary', label: 'Secondary' },
  { value: 'guardrail', label: 'Guardrail' },
] as const;
const KINDS = [
  { value: 'share', label: 'Yes or no' },
  { value: 'mean', label: 'Amount' },
] as const;
const GOALS = [
  { value: 'increase', label: 'Higher is better' },
  { value: 'decrease', label: 'Lower is better' },
] as const;
const LOOKS = [
  { value: 'once', label: 'Once, at the end' },
  { value: 'continuously', label: 'While it ran' },
] as const;
const SPLITS = [
  { value: 'equal', label: 'Equally' },
  { value: 'unknown', label: 'Not known' },
  { value: 'parts', label: 'In parts' },
] as const;

type MappingFieldsProps = { mapping: Mapping; onChange: (mapping: Mapping) => void };

/** What each column of a file says, and how the test was run. */
export function MappingFields({ mapping, onChange }: MappingFieldsProps) {
  const columns = Object.keys(mapping.uses);
  const options = columns.map((column) => ({ value: column, label: column }));
  const splitKind = mapping.split === 'equal' || mapping.split === 'unknown' ? mapping.split : 'parts';
  const measurable = columns.filter((column) => column !== mapping.arm && column !== mapping.count);
  return (
    <div className="flex flex-col gap-5">
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Field label="Name">
          <Input
            value={mapping.name}
            maxLength={120}
            onChange={(event) => onChange({ ...mapping, name: event.target.value })}
          />
        </Field>
        <Choice label="Column that names the arm">
          <Select
            label="Column that names the arm"
            options={options}
            value={mapping.arm}
            onValueChange={(arm) => onChange({ ...mapping, arm })}
          />
        </Choice>
        <Choice label="A line stands for">
          <Select
            label="A line stands for"
            options={[
              { value: NOTHING, label: 'One person' },
              ...options.map((each) => ({ ...each, label: `As many as in ${each.label}` })),
            ]}
            value={mapping.count ?? NOTHING}
            onValueChange={(count) => onChange({ ...mapping, count: count === NOTHING ? null : count })}
          />
        </Choice>
        <Field label="Control" optional hint="Guessed from the names of the arms unless told.">
          <Input
            value={mapping.control}
            maxLength={200}
            onChange={(event) => onChange({ ...mapping, control: event.target.value })}
          />
        </Field>
        <Choice label="Results were looked at">
          <Select
            label="Results were looked at"
            options={LOOKS}
            value={mapping.looked}
            onValueChange={(looked) => onChange({ ...mapping, looked })}
          />
        </Choice>
        <Choice label="People were meant to be shared">
          <Select
            label="People were meant to be shared"
            options={SPLITS}
            value={splitKind}
            onValueChange={(split) => onChange({ ...mapping, split: split === 'parts' ? '50:50' : split })}
          />
        </Choice>
        {splitKind === 'parts' ? (
          <Field label="Parts" hint="The control first, then the arms in the order of their names: 30:70.">
            <Input
              value={mapping.split}
              maxLength={100}
              onChange={(event) => onChange({ ...mapping, split: event.target.value })}
            />
          </Field>
        ) : null}
      </div>
      <fieldset>
        <legend className="mb-2 text-table font-medium">What was measured</legend>
        <ul className="flex flex-col divide-y divide-border rounded-md border border-border">
          {measurable.map((column) => (
            <ColumnRow
              key={column}
              column={column}
              use={mapping.uses[column] ?? UNUSED}
              onChange={(use) => onChange(withUse(mapping, column, use))}
            />
          ))}
        </ul>
      </fieldset>
    </div>
  );
}

const UNUSED: ColumnUse = { role: 'none', kind: 'share', goal: 'increase' };

type ColumnRowProps = { column: string; use: ColumnUse; onChange: (use: ColumnUse) => void };

function ColumnRow({ column, use, onChange }: ColumnRowProps) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 px-3 py-2">
      <span className="min-w-0 flex-1 basis-40 text-table break-all">{column}</span>
      <Select
        label={`Part of ${column}`}
        options={ROLES}
        value={use.role}
        onValueChange={(role) => onChange({ ...use, role })}
        className="w-36"
      />
      {use.role === 'none' ? null : (
        <>
          <Select
            label={`Kind of ${column}`}
            options={KINDS}
            value={use.kind}
            onValueChange={(kind) => onChange({ ...use, kind })}
            className="w-32"
          />
          <Select
            label={`Better direction of ${column}`}
            options={GOALS}
            value={use.goal}
            onValueChange={(goal) => onChange({ ...use, goal })}
            className="w-44"
          />
        </>
      )}
    </li>
  );
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-1.5">
      <span aria-hidden className="text-table font-medium text-fg">
        {label}
      </span>
      {children}
    </div>
  );
}
