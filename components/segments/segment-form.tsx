'use client';

import { useQuery } from '@tanstack/react-query';
import { type SubmitEvent, useMemo, useState } from 'react';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Button, LinkButton } from '@/components/ui/button';
import { Card, CardBody, CardHeader } from '@/components/ui/card';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Notice } from '@/components/ui/notice';
import { conditionsOf, MOST_CONDITIONS, missingIn, type Rule, type RuleGroup } from '@/domain/segments/rule';
import { ruleInWords } from '@/domain/segments/rule-words';
import { useTRPC } from '@/lib/trpc/client';
import { LiveCountCard } from './live-count-card';
import { RuleBuilder } from './rule-builder';
import { firstSentence } from './rule-draft';

export type SegmentDraft = { name: string; description: string; rule: RuleGroup };

type SegmentFormProps = {
  initial: SegmentDraft;
  /** The segment that is being changed: its rule cannot name itself. */
  segmentId?: string;
  submitLabel: string;
  cancelHref: string;
  pending: boolean;
  error: string | null;
  onSubmit: (draft: SegmentDraft) => void;
};

/** A segment as it is written: its rule, what that says in words, and whom it finds now. */
export function SegmentForm(props: SegmentFormProps) {
  const { initial, segmentId, submitLabel, cancelHref, pending, error, onSubmit } = props;
  const { slug, currency } = useWorkspace();
  const trpc = useTRPC();
  const [draft, setDraft] = useState(initial);
  const list = useQuery(trpc.segments.list.queryOptions({ workspace: slug }));
  const others = useMemo(
    () => (list.data ?? []).filter(({ id, isArchived }) => !isArchived && id !== segmentId),
    [list.data, segmentId],
  );
  const problem = problemOf(draft);
  const words = ruleInWords(draft.rule, {
    currency,
    segmentName: (id) => others.find((other) => other.id === id)?.name ?? null,
  });
  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!problem) onSubmit({ ...draft, name: draft.name.trim() });
  }
  return (
    <form onSubmit={submit} className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_minmax(280px,340px)]">
      <div className="flex min-w-0 flex-col gap-5">
        <Card>
          <CardBody className="grid gap-4 pt-4 sm:grid-cols-2">
            <Field label="Name">
              <Input
                value={draft.name}
                onValueChange={(name) => setDraft({ ...draft, name })}
                required
                maxLength={80}
              />
            </Field>
            <Field label="Description" optional>
              <Input
                value={draft.description}
                onValueChange={(description) => setDraft({ ...draft, description })}
                maxLength={300}
              />
            </Field>
          </CardBody>
        </Card>
        <Card>
          <CardHeader
            title="Rule"
            description={
              <span data-testid="rule-words">{problem?.ofRule ? 'Not finished yet' : `${capital(words)}.`}</span>
            }
          />
          <CardBody>
            <RuleBuilder group={draft.rule} others={others} onChange={(rule) => setDraft({ ...draft, rule })} />
          </CardBody>
        </Card>
        {error ? (
          <Notice tone="bad" role="alert" title="Not kept">
            {firstSentence(error)}
          </Notice>
        ) : null}
        <div className="flex flex-wrap gap-2">
          <Button type="submit" variant="primary" pending={pending} disabledReason={problem?.text}>
            {submitLabel}
          </Button>
          <LinkButton href={cancelHref}>Cancel</LinkButton>
        </div>
      </div>
      <div className="min-w-0 lg:sticky lg:top-16">
        <LiveCountCard rule={draft.rule} isWhole={!problem?.ofRule} />
      </div>
    </form>
  );
}

/** Why it cannot be kept yet; `ofRule` where the rule itself is not whole. */
function problemOf({ name, rule }: SegmentDraft): { text: string; ofRule: boolean } | null {
  const conditions = conditionsOf(rule);
  const missing = conditions.map(missingIn).find((each) => each !== null);
  const text = hasEmptyGroup(rule) ? 'A group needs at least one condition.' : missing;
  if (text) return { text, ofRule: true };
  if (conditions.length > MOST_CONDITIONS) {
    return { text: `A rule has ${MOST_CONDITIONS} conditions at most: make a segment of some of them.`, ofRule: true };
  }
  return name.trim() ? null : { text: 'Give the segment a name.', ofRule: false };
}

function hasEmptyGroup(rule: Rule): boolean {
  return rule.kind === 'group' && (rule.rules.length === 0 || rule.rules.some(hasEmptyGroup));
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
