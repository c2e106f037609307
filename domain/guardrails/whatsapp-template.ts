import type { TemplateCall } from '../channels/whatsapp-schema';
import { isWindowOpen, nameOfUse, readsTheSame } from '../channels/whatsapp-template';
import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { plural } from '../shared/plural';
import { flipTo } from './flip-to';
import { finding } from './guardrail';
import type { Finding } from './verdict';

/**
 * A business begins a conversation with a template that WhatsApp approved, of the category it belongs to; free words are
 * for the hours after the customer wrote. Marketing templates do not reach +1 numbers.
 */
export function whatsappTemplate(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding[] {
  const called = candidate.content.whatsapp;
  if (!called) return [freeForm(candidate, snapshot, policy)];
  const template = snapshot.whatsapp.templates.find(({ id }) => id === called.id);
  if (!template) return [unknown(called)];
  if (template.speaksFor !== (called.speaksFor ?? candidate.action)) return [reassigned(template)];
  if (!readsTheSame(template, called)) return [reworded(called)];
  return [
    status(template),
    category(template),
    ...(template.category === 'marketing' ? [northAmerica(snapshot, policy)] : []),
  ];
}

type Template = Snapshot['whatsapp']['templates'][number];

function freeForm(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding {
  const { lastInboundAt } = snapshot.whatsapp;
  if (!lastInboundAt) {
    return finding('compliance.whatsapp_template', 'block', 'No WhatsApp template is approved for this message.', {
      measured: 'none',
      limit: 'approved template',
      evidence: ['the message is in free words'],
      wouldPassIf: 'with an approved template, or once the customer writes',
    });
  }
  const hours = policy.whatsapp.windowHours;
  const isOpen = isWindowOpen(lastInboundAt, candidate.sendAt, hours);
  return finding(
    'compliance.whatsapp_window',
    isOpen ? 'pass' : 'block',
    isOpen
      ? `The customer wrote within ${plural(hours, 'hour')}, so words are free.`
      : `The customer’s last message is more than ${plural(hours, 'hour')} ago: only an approved template may be sent.`,
    {
      measured: lastInboundAt,
      limit: plural(hours, 'hour'),
      evidence: [`customer wrote ${lastInboundAt}`],
      ...(!isOpen && { wouldPassIf: 'with an approved template, or once the customer writes again' }),
    },
  );
}

/** It was taken back at WhatsApp, or out of use. */
function unknown({ name }: TemplateCall): Finding {
  return finding('compliance.whatsapp_template', 'block', `The WhatsApp template “${name}” is no longer there.`, {
    measured: 'gone',
    limit: 'approved template',
    evidence: [`template ${name} is not among those that speak for a message`],
    wouldPassIf: 'with an approved template',
  });
}

/** It was given another message since: one that speaks of a code may not stand in for one that gives none. */
function reassigned({ name, speaksFor }: Template): Finding {
  const use = nameOfUse(speaksFor);
  return finding('compliance.whatsapp_template', 'block', `The template “${name}” is for another message by now.`, {
    measured: use,
    limit: 'a template for this message',
    evidence: [`template ${name} speaks for: ${use}`],
    wouldPassIf: 'decided anew, with a template for this message',
  });
}

/** WhatsApp would send words that nobody here has judged. */
function reworded({ name }: TemplateCall): Finding {
  return finding('compliance.whatsapp_template', 'block', `The words of the template “${name}” have changed since.`, {
    measured: 'other words',
    limit: 'the words that were judged',
    evidence: [`template ${name} reads otherwise at WhatsApp now`],
    wouldPassIf: 'decided anew, in the words of today',
  });
}

function status(template: Template): Finding {
  const ok = template.status === 'approved';
  return finding(
    'compliance.whatsapp_template',
    ok ? 'pass' : 'block',
    ok ? 'WhatsApp approved the template.' : `WhatsApp’s word on the template is “${template.status}”.`,
    {
      measured: template.status,
      limit: 'approved',
      evidence: [`template ${template.name}: ${template.category}, ${template.status}`],
      ...(!ok && { wouldPassIf: 'once WhatsApp approves the template' }),
    },
  );
}

/** All that agents send is marketing; WhatsApp reclassifies, and charges, what hides it in another category. */
function category(template: Template): Finding {
  const ok = template.category === 'marketing';
  return finding(
    'compliance.whatsapp_category',
    ok ? 'pass' : 'block',
    ok
      ? 'The template is a marketing template.'
      : `Marketing may not be sent by a template of category ${template.category}.`,
    {
      measured: template.category,
      limit: 'marketing',
      evidence: [`template ${template.name}: ${template.category}`],
      ...(!ok && { wouldPassIf: 'with a marketing template' }),
    },
  );
}

function northAmerica(snapshot: Snapshot, policy: Policy): Finding {
  const isStopped = snapshot.customer.isNorthAmericanNumber && !policy.whatsapp.marketingToNorthAmerica;
  return finding(
    'compliance.whatsapp_north_america',
    isStopped ? 'block' : 'pass',
    isStopped ? 'Meta delivers no marketing templates to +1 numbers.' : 'The number may get marketing templates.',
    {
      measured: snapshot.customer.isNorthAmericanNumber ? '+1' : 'elsewhere',
      limit: policy.whatsapp.marketingToNorthAmerica ? 'anywhere' : 'elsewhere',
      evidence: [snapshot.customer.isNorthAmericanNumber ? 'number begins with +1' : 'number does not begin with +1'],
      ...(isStopped && {
        wouldPassIf: 'by SMS or e-mail, with consent there',
        ...flipTo('whatsapp.marketingToNorthAmerica', true),
      }),
    },
  );
}
