import { router } from './init';
import { accountRouter } from './routers/account';
import { agentsRouter } from './routers/agents';
import { attributionRouter } from './routers/attribution';
import { auditRouter } from './routers/audit';
import { breachesRouter } from './routers/breaches';
import { campaignsRouter } from './routers/campaigns';
import { consentRouter } from './routers/consent';
import { creativeRouter } from './routers/creative';
import { customersRouter } from './routers/customers';
import { decisionsRouter } from './routers/decisions';
import { demoRouter } from './routers/demo';
import { eventsRouter } from './routers/events';
import { experimentsRouter } from './routers/experiments';
import { fileImportsRouter } from './routers/file-imports';
import { healthRouter } from './routers/health';
import { importsRouter } from './routers/imports';
import { killSwitchRouter } from './routers/kill-switch';
import { lifecycleRouter } from './routers/lifecycle';
import { measurementRouter } from './routers/measurement';
import { mergesRouter } from './routers/merges';
import { messagesRouter } from './routers/messages';
import { noticesRouter } from './routers/notices';
import { offersRouter } from './routers/offers';
import { peopleRouter } from './routers/people';
import { policiesRouter } from './routers/policies';
import { privacyRouter } from './routers/privacy';
import { providersRouter } from './routers/providers';
import { relearningRouter } from './routers/relearning';
import { replayRouter } from './routers/replay';
import { reportsRouter } from './routers/reports';
import { reviewRouter } from './routers/review';
import { rolloutRouter } from './routers/rollout';
import { segmentsRouter } from './routers/segments';
import { suppressionsRouter } from './routers/suppressions';
import { watchingRouter } from './routers/watching';
import { webRouter } from './routers/web';
import { workspacesRouter } from './routers/workspaces';
import { writeKeysRouter } from './routers/write-keys';

/** Everything the interface can ask for; one line an entity. */
export const appRouter = router({
  account: accountRouter,
  agents: agentsRouter,
  attribution: attributionRouter,
  breaches: breachesRouter,
  decisions: decisionsRouter,
  review: reviewRouter,
  killSwitch: killSwitchRouter,
  creative: creativeRouter,
  consent: consentRouter,
  customers: customersRouter,
  lifecycle: lifecycleRouter,
  events: eventsRouter,
  experiments: experimentsRouter,
  measurement: measurementRouter,
  merges: mergesRouter,
  messages: messagesRouter,
  writeKeys: writeKeysRouter,
  health: healthRouter,
  imports: importsRouter,
  fileImports: fileImportsRouter,
  audit: auditRouter,
  campaigns: campaignsRouter,
  offers: offersRouter,
  privacy: privacyRouter,
  suppressions: suppressionsRouter,
  notices: noticesRouter,
  providers: providersRouter,
  people: peopleRouter,
  policies: policiesRouter,
  relearning: relearningRouter,
  replay: replayRouter,
  reports: reportsRouter,
  rollout: rolloutRouter,
  segments: segmentsRouter,
  watching: watchingRouter,
  web: webRouter,
  demo: demoRouter,
  workspaces: workspacesRouter,
});

export type AppRouter = typeof appRouter;
