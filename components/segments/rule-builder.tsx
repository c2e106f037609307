'use client';

import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { cn } from '@/components/ui/cn';
import { IconButton } from '@/components/ui/icon-button';
import { SelectList } from '@/components/ui/select-list';
import { MOST_DEPTH, missingIn, type Rule, type RuleGroup } from '@/domain/segments/rule';
import { ConditionEditor, type OtherSegments } from './condition-editor';
import { newCondition } from './rule-draft';

const MATCHES = [
  { value: 'all', label: 'all of these' },
  { value: 'any', label: 'any of these' },
] as const;

type RuleBuilderProps = {
  group: RuleGroup;
  others: OtherSegments;
  onChange: (group: RuleGroup) => void;
  onRemove?: () => void;
  depth?: number;
  name?: string;
};

let lastKey = 0;
const newKey = () => ++lastKey;

/** A group of conditions and of further groups; everything in it can be reached and changed by keyboard. */
export function RuleBuilder({ group, others, onChange, onRemove, depth = 1, name = 'Rule' }: RuleBuilderProps) {
  // Rules have no ids of their own: keys kept beside them hold what is being typed in its place when another goes.
  const [keys, setKeys] = useState(() => group.rules.map(newKey));
  function add(rule: Rule) {
    setKeys([...keys, newKey()]);
    onChange({ ...group, rules: [...group.rules, rule] });
  }
  function remove(index: number) {
    setKeys(keys.toSpliced(index, 1));
    onChange({ ...group, rules: group.rules.toSpliced(index, 1) });
  }
  const replace = (index: number, rule: Rule) => onChange({ ...group, rules: group.rules.with(index, rule) });
  return (
    <fieldset
      aria-label={name}
      className={cn('flex min-w-0 flex-col gap-2', depth > 1 && 'rounded-md border border-border bg-sunken p-2 sm:p-3')}
    >
      <div className="flex flex-wrap items-center gap-2 text-table">
        <span className="text-fg-muted">Customers who meet</span>
        <SelectList
          label="How conditions go together"
          className="w-36"
          options={MATCHES}
          value={group.match}
          onValueChange={(match) => onChange({ ...group, match })}
        />
        <Checkbox
          label="turned round: who do not"
          checked={group.not}
          onCheckedChange={(not) => onChange({ ...group, not })}
        />
        {onRemove ? (
          <IconButton
            label={`Remove ${name.toLowerCase()}`}
            icon={<X aria-hidden />}
            className="ml-auto"
            onClick={onRemove}
          />
        ) : null}
      </div>
      {group.rules.map((rule, index) =>
        rule.kind === 'group' ? (
          <RuleBuilder
            key={keys[index]}
            group={rule}
            others={others}
            depth={depth + 1}
            name={`Group ${index + 1}`}
            onChange={(next) => replace(index, next)}
            onRemove={() => remove(index)}
          />
        ) : (
          <ConditionEditor
            key={keys[index]}
            condition={rule}
            others={others}
            name={`Condition ${index + 1}`}
            missing={missingIn(rule)}
            onChange={(next) => replace(index, next)}
            onRemove={() => remove(index)}
          />
        ),
      )}
      <div className="flex flex-wrap gap-2">
        <Button size="sm" onClick={() => add(newCondition('choice'))}>
          <Plus aria-hidden /> Add a condition
        </Button>
        {depth < MOST_DEPTH ? (
          <Button
            size="sm"
            variant="ghost"
            onClick={() => add({ kind: 'group', match: 'any', not: false, rules: [newCondition('choice')] })}
          >
            <Plus aria-hidden /> Add a group
          </Button>
        ) : null}
      </div>
      {group.rules.length === 0 ? <p className="text-xs text-warn">A group needs at least one condition.</p> : null}
    </fieldset>
  );
}
