'use client';

import { Plus, X } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button } from '@/components/ui/button';
import { IconButton } from '@/components/ui/icon-button';
import { Input } from '@/components/ui/input';
import { SelectList } from '@/components/ui/select-list';
import { CHANNEL_NAMES, CHANNELS } from '@/domain/channels/channel-ids';
import {
  CHOICE_FIELDS,
  CONDITION_KINDS,
  CONDITION_NAMES,
  CONTACT_FIELDS,
  INSTANT_FIELDS,
  NUMBER_FIELDS,
} from '@/domain/segments/fields';
import type {
  Comparison,
  Condition,
  EventCondition,
  EventTimeCondition,
  PropertyTest,
  PurchaseCondition,
  TextTest,
  Window,
} from '@/domain/segments/rule';
import { centsFromDecimal, decimalFromCents } from '@/domain/shared/money';
import type { SegmentValuesOf } from '@/server/services/segments';
import { newCondition } from './rule-draft';
import { ValueInput, ValuesInput } from './value-input';

type Option<Value extends string> = { value: Value; label: string };
type Change<Kind> = (condition: Kind) => void;

/** Other segments a rule can name. */
export type OtherSegments = readonly { id: string; name: string }[];

const KINDS = CONDITION_KINDS.map((kind) => ({ value: kind, label: CONDITION_NAMES[kind] }));
const COMPARED = [
  { value: 'at_least', label: 'at least' },
  { value: 'at_most', label: 'at most' },
  { value: 'exactly', label: 'exactly' },
] as const satisfies readonly Option<Comparison>[];
const TESTS = [
  { value: 'is', label: 'is' },
  { value: 'is_not', label: 'is not' },
  { value: 'contains', label: 'contains' },
  { value: 'at_least', label: 'is at least' },
  { value: 'at_most', label: 'is at most' },
  { value: 'known', label: 'is known' },
  { value: 'unknown', label: 'is not known' },
] as const satisfies readonly Option<TextTest>[];
const IS = [
  { value: 'is', label: 'is one of' },
  { value: 'is_not', label: 'is none of' },
] as const;
const AGO = [
  { value: 'within', label: 'in the last' },
  { value: 'longer_ago', label: 'at least' },
  { value: 'known', label: 'at some time' },
  { value: 'unknown', label: 'never' },
] as const;
const KNOWN = [
  { value: 'known', label: 'is known' },
  { value: 'unknown', label: 'is not known' },
] as const;
const WORDS = [
  { value: 'granted', label: 'agreed' },
  { value: 'withdrawn', label: 'refused' },
  { value: 'none', label: 'never said' },
] as const;
const CHANNEL_OPTIONS = CHANNELS.map((channel) => ({ value: channel, label: CHANNEL_NAMES[channel] }));
const ANY_CHANNEL = [{ value: 'any' as const, label: 'any channel' }, ...CHANNEL_OPTIONS];
const ACTS = [
  { value: 'delivered', label: 'received' },
  { value: 'opened', label: 'opened' },
  { value: 'clicked', label: 'clicked' },
] as const;
const WINDOWS = [
  { value: 'ever', label: 'ever' },
  { value: 'last', label: 'in the last' },
  { value: 'before', label: 'more than' },
] as const;
const BOUGHT = [
  { value: 'any', label: 'anything' },
  { value: 'sku', label: 'these products' },
  { value: 'category', label: 'these categories' },
] as const;
const MEASURES = [
  { value: 'orders', label: 'times' },
  { value: 'pieces', label: 'pieces' },
  { value: 'spent', label: 'spending' },
  { value: 'largest_order', label: 'in one order' },
] as const;
const BY_PRODUCT = MEASURES.filter(({ value }) => value !== 'largest_order');
const COUNT_OR_SUM = [
  { value: 'count', label: 'as often as' },
  { value: 'sum', label: 'adding up' },
] as const;
const WHICH = [
  { value: 'first', label: 'for the first time' },
  { value: 'last', label: 'for the last time' },
] as const;
const IN = [
  { value: 'in', label: 'is in' },
  { value: 'not_in', label: 'is not in' },
] as const;

function optionsOf<Id extends string>(fields: Record<Id, { label: string }>): Option<Id>[] {
  return (Object.keys(fields) as Id[]).map((value) => ({ value, label: fields[value].label }));
}

type ConditionEditorProps = {
  condition: Condition;
  others: OtherSegments;
  onChange: Change<Condition>;
  onRemove: () => void;
  /** Why it cannot be asked yet. */
  missing: string | null;
  /** What names it among its neighbours: "Condition 2". */
  name: string;
};

/** One condition as a line of small controls; its kind can be changed like everything else. */
export function ConditionEditor({ condition, others, onChange, onRemove, missing, name }: ConditionEditorProps) {
  return (
    <fieldset className="rounded-md border border-border bg-surface p-2" aria-label={name}>
      <div className="flex flex-wrap items-center gap-2">
        <SelectList
          label="Kind of condition"
          className="w-52"
          options={KINDS}
          value={condition.kind}
          onValueChange={(kind) => onChange(newCondition(kind))}
        />
        <Details condition={condition} others={others} onChange={onChange} />
        <IconButton
          label={`Remove ${name.toLowerCase()}`}
          icon={<X aria-hidden />}
          className="ml-auto"
          onClick={onRemove}
        />
      </div>
      {missing ? <p className="mt-1.5 text-xs text-warn">{missing}</p> : null}
    </fieldset>
  );
}

type DetailsProps = { condition: Condition; others: OtherSegments; onChange: Change<Condition> };

function Details({ condition, others, onChange }: DetailsProps) {
  const set = <Kind extends Condition>(now: Kind, change: Partial<Kind>) => onChange({ ...now, ...change });
  switch (condition.kind) {
    case 'choice':
      return (
        <>
          <Pick
            label="What"
            options={optionsOf(CHOICE_FIELDS)}
            value={condition.field}
            onChange={(field) => set(condition, { field, values: [] })}
          />
          <Pick label="How" options={IS} value={condition.op} onChange={(op) => set(condition, { op })} />
          <ValuesInput
            key={condition.field}
            label={`Add a ${CHOICE_FIELDS[condition.field].label.toLowerCase()}`}
            of={{ kind: 'choice', field: condition.field }}
            values={condition.values}
            normalise={condition.field === 'country' ? (text) => text.toUpperCase() : undefined}
            onChange={(values) => set(condition, { values })}
          />
        </>
      );
    case 'number':
      return (
        <>
          <Pick
            label="What"
            options={optionsOf(NUMBER_FIELDS)}
            value={condition.field}
            onChange={(field) => set(condition, { field })}
          />
          <Compared of={condition} onChange={onChange} unit={NUMBER_FIELDS[condition.field].unit} />
        </>
      );
    case 'instant':
      return (
        <>
          <Pick
            label="What"
            options={optionsOf(INSTANT_FIELDS)}
            value={condition.field}
            onChange={(field) => set(condition, { field })}
          />
          <Pick label="When" options={AGO} value={condition.op} onChange={(op) => set(condition, { op })} />
          {condition.op === 'within' || condition.op === 'longer_ago' ? (
            <Days
              days={condition.days}
              onChange={(days) => set(condition, { days })}
              after={condition.op === 'within' ? 'days' : 'days ago'}
            />
          ) : null}
        </>
      );
    case 'contact':
      return (
        <>
          <Pick
            label="What"
            options={optionsOf(CONTACT_FIELDS)}
            value={condition.field}
            onChange={(field) => set(condition, { field })}
          />
          <Pick label="How" options={KNOWN} value={condition.op} onChange={(op) => set(condition, { op })} />
        </>
      );
    case 'trait':
      return (
        <>
          <ValueInput
            label="Trait"
            of={{ kind: 'trait' }}
            value={condition.key}
            onChange={(key) => set(condition, { key })}
          />
          <Tested
            test={condition}
            of={condition.key ? { kind: 'trait_value', key: condition.key } : null}
            onChange={(change) => set(condition, change)}
          />
        </>
      );
    case 'consent':
      return (
        <>
          <Pick
            label="How"
            options={WORDS}
            value={condition.status}
            onChange={(status) => set(condition, { status })}
          />
          <Said>to marketing by</Said>
          <Pick
            label="Channel"
            options={CHANNEL_OPTIONS}
            value={condition.channel}
            onChange={(channel) => set(condition, { channel })}
          />
        </>
      );
    case 'event':
      return <EventDetails condition={condition} onChange={onChange} />;
    case 'event_time':
      return (
        <>
          <EventName condition={condition} onChange={onChange} />
          <Pick
            label="Which time"
            options={WHICH}
            value={condition.which}
            onChange={(which) => set(condition, { which })}
          />
          <Pick
            label="When"
            options={AGO.slice(0, 2) as Option<'within' | 'longer_ago'>[]}
            value={condition.op}
            onChange={(op) => set(condition, { op })}
          />
          <Days
            days={condition.days}
            onChange={(days) => set(condition, { days })}
            after={condition.op === 'within' ? 'days' : 'days ago'}
          />
          <Where condition={condition} onChange={onChange} />
        </>
      );
    case 'purchase':
      return <PurchaseDetails condition={condition} onChange={onChange} />;
    case 'message':
      return (
        <>
          <Pick label="What" options={ACTS} value={condition.act} onChange={(act) => set(condition, { act })} />
          <Compared of={condition} onChange={onChange} unit="count" />
          <Said>messages by</Said>
          <Pick
            label="Channel"
            options={ANY_CHANNEL}
            value={condition.channel}
            onChange={(channel) => set(condition, { channel })}
          />
          <InWindow window={condition.window} onChange={(window) => set(condition, { window })} />
        </>
      );
    case 'cart':
      return (
        <>
          <Said>left alone for at least</Said>
          <NumberBox
            label="Hours"
            value={condition.idleHours}
            max={8760}
            onChange={(idleHours) => set(condition, { idleHours })}
          />
          <Said>hours, of at least</Said>
          <Amount value={condition.valueAtLeast} onChange={(valueAtLeast) => set(condition, { valueAtLeast })} />
        </>
      );
    case 'segment':
      return (
        <>
          <Pick label="How" options={IN} value={condition.op} onChange={(op) => set(condition, { op })} />
          <SelectList
            label="Segment"
            className="w-56"
            placeholder={others.length > 0 ? 'Choose a segment' : 'There is no other segment'}
            options={others.map(({ id, name }) => ({ value: id, label: name }))}
            value={condition.segmentId || null}
            disabled={others.length === 0}
            onValueChange={(segmentId) => set(condition, { segmentId })}
          />
        </>
      );
  }
}

function EventDetails({ condition, onChange }: { condition: EventCondition; onChange: Change<Condition> }) {
  const isSum = condition.sumOf !== null;
  return (
    <>
      <EventName condition={condition} onChange={onChange} />
      <Pick
        label="Counted or added up"
        options={COUNT_OR_SUM}
        value={isSum ? 'sum' : 'count'}
        onChange={(how) => onChange({ ...condition, sumOf: how === 'sum' ? '' : null })}
      />
      {isSum ? (
        <ValueInput
          label="Property"
          of={condition.name ? { kind: 'property', event: condition.name } : null}
          value={condition.sumOf ?? ''}
          onChange={(sumOf) => onChange({ ...condition, sumOf })}
        />
      ) : null}
      <Compared of={condition} onChange={onChange} unit="count" />
      {isSum ? null : <Said>times</Said>}
      <InWindow window={condition.window} onChange={(window) => onChange({ ...condition, window })} />
      <Where condition={condition} onChange={onChange} />
    </>
  );
}

type OfEvent = EventCondition | EventTimeCondition;

function EventName({ condition, onChange }: { condition: OfEvent; onChange: Change<Condition> }) {
  return (
    <ValueInput
      label="Event"
      className="w-52"
      of={{ kind: 'event' }}
      value={condition.name}
      onChange={(name) => onChange({ ...condition, name })}
    />
  );
}

function Where({ condition, onChange }: { condition: OfEvent; onChange: Change<Condition> }) {
  const { name, where } = condition;
  const keep = (next: PropertyTest[]) => onChange({ ...condition, where: next });
  return (
    <div className="flex basis-full flex-col items-start gap-2">
      {where.map((test, index) => (
        // What tells one from another is its place alone; they are few, and hold no state of their own.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={index} className="flex flex-wrap items-center gap-2 border-l-2 border-border pl-3">
          <Said>where</Said>
          <ValueInput
            label="Property"
            of={name ? { kind: 'property', event: name } : null}
            value={test.property}
            onChange={(property) => keep(where.with(index, { ...test, property }))}
          />
          <Tested
            test={test}
            of={name && test.property ? { kind: 'property_value', event: name, property: test.property } : null}
            onChange={(change) => keep(where.with(index, { ...test, ...change }))}
          />
          <IconButton
            label="Remove this property"
            icon={<X aria-hidden />}
            size="sm"
            onClick={() => keep(where.toSpliced(index, 1))}
          />
        </div>
      ))}
      {where.length < 5 ? (
        <Button variant="ghost" size="sm" onClick={() => keep([...where, { property: '', op: 'is', value: '' }])}>
          <Plus aria-hidden /> Where a property…
        </Button>
      ) : null}
    </div>
  );
}

function PurchaseDetails({ condition, onChange }: { condition: PurchaseCondition; onChange: Change<Condition> }) {
  const { by, measure } = condition;
  const isMoney = measure === 'spent' || measure === 'largest_order';
  return (
    <>
      <Pick
        label="What"
        options={BOUGHT}
        value={by}
        onChange={(next) =>
          onChange({
            ...condition,
            by: next,
            values: [],
            measure: next !== 'any' && measure === 'largest_order' ? 'spent' : measure,
          })
        }
      />
      {by === 'any' ? null : (
        <ValuesInput
          key={by}
          label={by === 'sku' ? 'Add a product' : 'Add a category'}
          of={{ kind: by }}
          values={condition.values}
          onChange={(values) => onChange({ ...condition, values })}
        />
      )}
      <Compared of={condition} onChange={onChange} unit={isMoney ? 'money' : 'count'} />
      <Pick
        label="Measured as"
        options={by === 'any' ? MEASURES : BY_PRODUCT}
        value={measure}
        onChange={(next) => onChange({ ...condition, measure: next })}
      />
      <InWindow window={condition.window} onChange={(window) => onChange({ ...condition, window })} />
    </>
  );
}

type PickProps<Value extends string> = {
  label: string;
  options: readonly Option<Value>[];
  value: Value;
  onChange: (value: Value) => void;
};

function Pick<Value extends string>({ label, options, value, onChange }: PickProps<Value>) {
  return (
    <SelectList label={label} className="w-auto min-w-28" options={options} value={value} onValueChange={onChange} />
  );
}

type ComparedCondition = Extract<Condition, { op: Comparison; value: number }>;
type ComparedProps = { of: ComparedCondition; onChange: Change<Condition>; unit: 'count' | 'money' | 'percent' };

function Compared({ of, onChange, unit }: ComparedProps) {
  return (
    <>
      <Pick label="Compared" options={COMPARED} value={of.op} onChange={(op) => onChange({ ...of, op })} />
      {unit === 'money' ? (
        <Amount value={of.value} onChange={(value) => onChange({ ...of, value })} />
      ) : (
        <NumberBox
          label="Number"
          value={of.value}
          max={2_000_000_000}
          onChange={(value) => onChange({ ...of, value })}
        />
      )}
      {unit === 'percent' ? <Said>%</Said> : null}
    </>
  );
}

type TestedProps = {
  test: { op: TextTest; value: string };
  of: SegmentValuesOf | null;
  onChange: (change: { op?: TextTest; value?: string }) => void;
};

function Tested({ test, of, onChange }: TestedProps) {
  const needsValue = test.op !== 'known' && test.op !== 'unknown';
  return (
    <>
      <Pick label="How" options={TESTS} value={test.op} onChange={(op) => onChange({ op })} />
      {needsValue ? (
        <ValueInput label="Value" of={of} value={test.value} onChange={(value) => onChange({ value })} />
      ) : null}
    </>
  );
}

function InWindow({ window, onChange }: { window: Window; onChange: (window: Window) => void }) {
  return (
    <>
      <Pick
        label="When"
        options={WINDOWS}
        value={window.kind}
        onChange={(kind) =>
          onChange(kind === 'ever' ? { kind } : { kind, days: window.kind === 'ever' ? 30 : window.days })
        }
      />
      {window.kind === 'ever' ? null : (
        <Days
          days={window.days}
          min={1}
          onChange={(days) => onChange({ ...window, days })}
          after={window.kind === 'last' ? 'days' : 'days ago'}
        />
      )}
    </>
  );
}

function Days(props: { days: number; min?: number; onChange: (days: number) => void; after: string }) {
  return (
    <>
      <NumberBox label="Days" value={props.days} min={props.min} max={3650} onChange={props.onChange} />
      <Said>{props.after}</Said>
    </>
  );
}

function Amount({ value, onChange }: { value: number; onChange: (cents: number) => void }) {
  const { currency } = useWorkspace();
  return (
    <>
      <NumberBox
        label={`Amount, ${currency}`}
        value={decimalFromCents(value, currency)}
        max={20_000_000}
        step={decimalFromCents(1, currency)}
        onChange={(amount) => onChange(centsFromDecimal(amount, currency))}
      />
      <Said>{currency}</Said>
    </>
  );
}

type NumberBoxProps = {
  label: string;
  value: number;
  min?: number;
  max: number;
  step?: number;
  onChange: (value: number) => void;
};

/** A number that can be emptied while it is typed: what is no number is not told. */
function NumberBox({ label, value, min = 0, max, step = 1, onChange }: NumberBoxProps) {
  const [text, setText] = useState(String(value));
  const shown = text !== '' && Number(text) !== value ? String(value) : text;
  function type(next: string) {
    setText(next);
    const number = Number(next);
    if (next.trim() === '' || !Number.isFinite(number)) return;
    const whole = step === 1 ? Math.trunc(number) : number;
    onChange(Math.max(min, Math.min(max, whole)));
  }
  return (
    <span className="w-24">
      <Input
        aria-label={label}
        type="number"
        inputMode="decimal"
        min={min}
        max={max}
        step={step}
        required
        value={shown}
        onValueChange={type}
      />
    </span>
  );
}

function Said({ children }: { children: ReactNode }) {
  return <span className="text-table text-fg-muted">{children}</span>;
}
