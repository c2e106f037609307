import { type Kpi, shareOf } from '../kpi';
import { defineKpi } from './define-kpi';

/** What people do with what they are sent. */
export const ENGAGEMENT_KPIS: readonly Kpi[] = [
  defineKpi({
    id: 'open_rate',
    group: 'engagement',
    name: 'E-mail open rate',
    unit: 'rate',
    direction: 'up',
    formula: 'e-mails opened by a person / e-mails delivered',
    definition:
      'Of the e-mails delivered in the period, those opened since. Opens by scanners and privacy proxies are left out where they can be told.',
    source: ['message'],
    cases: 'e-mails',
    measure: shareOf('opened'),
    baseline: 0.22,
    target: 0.286,
  }),
  defineKpi({
    id: 'click_rate',
    group: 'engagement',
    name: 'E-mail click rate',
    unit: 'rate',
    direction: 'up',
    formula: 'e-mails clicked by a person / e-mails delivered',
    definition: 'Of the e-mails delivered in the period, those with a click on any link since.',
    source: ['message'],
    cases: 'e-mails',
    measure: shareOf('clicked'),
    baseline: 0.03,
    target: 0.0405,
  }),
  defineKpi({
    id: 'read_rate',
    group: 'engagement',
    name: 'WhatsApp read rate',
    unit: 'rate',
    direction: 'up',
    formula: 'WhatsApp messages read / WhatsApp messages delivered',
    definition: 'Of the messages delivered in the period, those reported as read since.',
    source: [],
    grain: 'total',
    cases: 'messages',
    measure: {
      kind: 'unrecorded',
      because:
        'A report that a WhatsApp message was read is kept as its delivery alone, and plain SMS reports no reads.',
    },
    baseline: 0.35,
    target: 0.45,
  }),
  defineKpi({
    id: 'push_click_rate',
    group: 'engagement',
    name: 'Push click rate',
    unit: 'rate',
    direction: 'up',
    formula: 'push messages clicked / push messages delivered',
    definition: 'Of the push messages delivered in the period, those clicked since.',
    source: ['message'],
    cases: 'messages',
    measure: shareOf('push_clicked'),
    baseline: 0.05,
    target: 0.07,
  }),
];
