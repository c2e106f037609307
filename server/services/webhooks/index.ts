export { workspacesWithDueReports } from './due-reports';
export { type ProcessedReports, processReports } from './process-reports';
export { greetWebhook, receiveWebhook } from './receive-webhook';
export type { WebhookAnswer, WebhookCall } from './types';
