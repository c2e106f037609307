import { finding, type Guardrail, verdictOf } from './guardrail';

/** Audit: what cannot be recorded is not done. The entry itself is written in the decision's transaction. */
export const audit: Guardrail = {
  id: 'audit',
  description: 'No audit entry, no send: the record is written in the same transaction as the decision.',
  check(_candidate, snapshot) {
    return verdictOf('audit', [
      snapshot.auditReady
        ? finding('audit.ready', 'pass', 'The audit log can be written.', {
            measured: true,
            limit: true,
            evidence: ['audit log'],
          })
        : finding('audit.ready', 'block', 'The audit log cannot be written, so nothing may be sent.', {
            measured: false,
            limit: true,
            evidence: ['audit log'],
            wouldPassIf: 'once the audit log can be written again',
          }),
    ]);
  },
};
