import type { Candidate } from '../decisions/candidate';
import type { Snapshot } from '../decisions/snapshot';
import type { Policy } from '../policies/policy';
import { plural } from '../shared/plural';
import { HOUR } from '../shared/time';
import { finding } from './guardrail';
import type { Finding } from './verdict';

/**
 * A business begins a conversation with a template that WhatsApp approved, of the category it belongs to; free words are
 * for the hours after the customer wrote. Marketing templates do not reach +1 numbers.
 */
export function whatsappTemplate(candidate: Candidate, snapshot: Snapshot, policy: Policy): Finding[] {
  const template = snapshot.whatsapp.templates.find((known) => known.id === candidate.content.templateId);
  if (!template) return [freeForm(candidate, snapshot, policy)];
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
      evidence: [`template ${candidate.content.templateId} is not known to WhatsApp`],
      wouldPassIf: 'with an approved template, or once the customer writes',
    });
  }
  const hours = policy.whatsapp.windowHours;
  const isOpen = Date.parse(candidate.sendAt) - Date.parse(lastInboundAt) <= hours * HOUR;
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

function status(template: Template): Finding {
  const ok = template.status === 'approved';
  return finding(
    'compliance.whatsapp_template',
    ok ? 'pass' : 'block',
    ok ? 'WhatsApp approved the template.' : `WhatsApp’s word on the template is “${template.status}”.`,
    {
      measured: template.status,
      limit: 'approved',
      evidence: [`template ${template.id}: ${template.category}, ${template.status}`],
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
      evidence: [`template ${template.id}: ${template.category}`],
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
        flip: { path: 'whatsapp.marketingToNorthAmerica', value: true },
      }),
    },
  );
}
