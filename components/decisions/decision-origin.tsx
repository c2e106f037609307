'use client';

import { useWorkspace } from '@/components/layout/workspace-context';
import { Id } from '@/components/ui/code';
import { Link } from '@/components/ui/link';
import { COPY_OUTCOME_WORDS } from '@/domain/copy/outcome';
import { STYLE_NAMES } from '@/domain/copy/styles';
import type { Draw } from '@/domain/experiments/assignment';
import { formatCount, formatDate, formatRate, MISSING } from '@/lib/format';
import { modelWords } from '@/lib/words/model-words';
import { triggerWords } from '@/lib/words/outcome-words';
import { channelName } from './channel-icon';
import type { DecisionReceipt } from './decision-data';
import { Fact, Section } from './section';

const WRITERS = { template: 'The template library', model: 'A language model' } as const;

/** Which versions of policy, models and words made the decision. */
export function DecisionOrigin({ decision }: { decision: DecisionReceipt }) {
  const content = decision.chosen?.content;
  const models = Object.entries(decision.modelVersions);
  return (
    <Section title="How it was made">
      <dl className="grid grid-cols-2 gap-x-4 gap-y-2">
        <Fact label="Agent">{decision.agentName}</Fact>
        <Fact label="Woken by">{triggerWords(decision.trigger)}</Fact>
        <Policy decision={decision} />
        <Fact label="Autonomy">level {decision.autonomyLevel}</Fact>
        <Fact label="Models">
          {models.length === 0
            ? MISSING
            : models.map(([model, version]) => (
                <span key={model} title={`${model} ${version}`} className="block break-words">
                  {modelWords(model, version)}
                </span>
              ))}
        </Fact>
        <Fact label="Template">{content ? `${content.templateId} v${content.templateVersion}` : MISSING}</Fact>
        <Fact label="Words by" hint={decision.editedFrom ? 'then edited by a reviewer' : undefined}>
          {content ? writerOf(content.writtenBy, decision.variant) : MISSING}
        </Fact>
        {decision.writing ? <Written writing={decision.writing} /> : null}
        {decision.variant ? <Variant variant={decision.variant} /> : null}
        <Fact label="Channel">{decision.channel ? channelName(decision.channel) : MISSING}</Fact>
        <Fact label="Decision">
          <Id value={decision.id} what="decision id" />
        </Fact>
      </dl>
    </Section>
  );
}

/** Who wrote the words: a variant's were somebody's, a person's or the template writer's, and are approved ones. */
function writerOf(writtenBy: keyof typeof WRITERS, variant: DecisionReceipt['variant']): string {
  return writtenBy === 'template' && variant && variant.style !== 'control'
    ? 'The variant, as it was approved'
    : WRITERS[writtenBy];
}

/** Which model was asked for the words, with which prompt, and what came of it. */
function Written({ writing }: { writing: NonNullable<DecisionReceipt['writing']> }) {
  const { outcome, model, promptVersion, inputTokens, outputTokens, costMicros } = writing;
  const tokens = inputTokens === null ? null : `${formatCount(inputTokens + (outputTokens ?? 0))} tokens`;
  const cost = costMicros === null ? null : `$${(costMicros / 1_000_000).toFixed(4)}`;
  const asked = model ? `${model}, prompt v${promptVersion ?? 0}` : 'None was asked';
  return (
    <Fact
      label="Language model"
      hint={[COPY_OUTCOME_WORDS[outcome].toLowerCase(), tokens, cost].filter(Boolean).join(', ')}
    >
      {asked}
      {model ? (
        <span className="block font-normal">
          <Id value={writing.inputHash} what="hash of the brief" />
        </span>
      ) : null}
    </Fact>
  );
}

/** Which words these are among those that were tried against each other, and in which test. */
function Variant({ variant: { style, isTest, draw, test } }: { variant: NonNullable<DecisionReceipt['variant']> }) {
  const { to, may, timezone } = useWorkspace();
  const since = test?.startedAt ? `, begun ${formatDate(test.startedAt, timezone)}` : '';
  const name = test ? `Test of “${test.name}”${since}` : 'The test is not kept';
  return (
    <Fact label="Variant" hint={isTest ? drawnWords(draw) : 'in force since it won its test'}>
      {STYLE_NAMES[style]}
      {test && may('creative.read') ? (
        <Link
          href={to(`/creative?message=${test.templateId}`)}
          className="flex min-h-6 items-center font-normal text-link underline-offset-2 hover:underline"
        >
          {name}
        </Link>
      ) : (
        <span className="block font-normal">{name}</span>
      )}
    </Fact>
  );
}

/** How the variant was drawn; the chance is that of its own draw, however shares have moved since. */
function drawnWords(draw: Draw | null): string {
  return draw
    ? `drawn for this customer in the test, with a chance of ${formatRate(draw.propensity, 1)} by the shares drawn from then, those of period ${draw.period} of the test`
    : 'drawn for this customer in the test';
}

function Policy({ decision: { policyVersion, policy } }: { decision: DecisionReceipt }) {
  const { to, may, timezone } = useWorkspace();
  const words = `version ${policyVersion}`;
  const since = policy
    ? `${policy.isActive ? 'in force' : 'was in force'} from ${formatDate(policy.activatedAt, timezone)}`
    : 'not kept';
  return (
    <Fact label="Policy" hint={since}>
      {policy && may('policies.read') ? (
        <Link
          href={to(`/policies/versions/${policyVersion}`)}
          className="inline-flex min-h-6 items-center text-link underline-offset-2 hover:underline"
        >
          {words}
        </Link>
      ) : (
        words
      )}
    </Fact>
  );
}
