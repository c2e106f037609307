'use client';

import Link from 'next/link';
import { useWorkspace } from '@/components/layout/workspace-context';
import { Id } from '@/components/ui/code';
import { formatDate, MISSING } from '@/lib/format';
import { channelName } from './channel-icon';
import type { DecisionReceipt } from './decision-data';
import { triggerWords } from './outcome-words';
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
                <span key={model} className="block break-words">
                  {model} {version}
                </span>
              ))}
        </Fact>
        <Fact label="Template">{content ? `${content.templateId} v${content.templateVersion}` : MISSING}</Fact>
        <Fact label="Words by" hint={decision.editedFrom ? 'then edited by a reviewer' : undefined}>
          {content ? WRITERS[content.writtenBy] : MISSING}
        </Fact>
        <Fact label="Channel">{decision.channel ? channelName(decision.channel) : MISSING}</Fact>
        <Fact label="Decision">
          <Id value={decision.id} what="decision id" />
        </Fact>
      </dl>
    </Section>
  );
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
