/** Integration tests that read a setting of their own, change a module, or pull the database from under the process. */
export const OWN_PROCESS = [
  'app/api/trpc/limits.int.test.ts',
  'app/database-away.int.test.ts',
  'app/doors.int.test.ts',
  'server/services/audit/audit.int.test.ts',
  'server/services/delivery/database-stopped.int.test.ts',
  'server/services/delivery/delivery.int.test.ts',
  'server/services/delivery/drained.int.test.ts',
  'server/services/delivery/faults.int.test.ts',
  'server/services/delivery/killed.int.test.ts',
  'server/services/delivery/raced.int.test.ts',
  'server/services/delivery/strained.int.test.ts',
  'server/services/imports/forget-uploads.int.test.ts',
  'server/services/webhooks/large-bodies.int.test.ts',
  'server/services/webhooks/sendgrid.int.test.ts',
  'server/services/webhooks/twilio.int.test.ts',
  'server/services/webhooks/whatsapp.int.test.ts',
];
