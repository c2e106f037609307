import type { InngestFunction } from 'inngest';
import { auditCheckpointFunction } from './functions/audit-checkpoint';
import { autonomyWatchFunction } from './functions/autonomy-watch';
import { campaignLaunchFunction, campaignSweepFunction } from './functions/campaign-sweep';
import { cartSweepFunction } from './functions/cart-sweep';
import { creativeLaunchFunction, creativeSweepFunction } from './functions/creative-sweep';
import { deliveryDispatchFunction, deliveryHoldFunction, deliverySweepFunction } from './functions/delivery-dispatch';
import { dormancySweepFunction } from './functions/dormancy-sweep';
import { eventsProcessFunction, eventsSweepFunction } from './functions/events-process';
import { figureWatchFunction } from './functions/figure-watch';
import { fileImportRunFunction, fileImportSweepFunction } from './functions/file-import-run';
import { importForgetFunction } from './functions/import-forget';
import { importRunFunction, importSweepFunction } from './functions/import-run';
import { learningSweepFunction } from './functions/learning-sweep';
import { lifecycleSweepFunction } from './functions/lifecycle-sweep';
import { noticesSweepFunction } from './functions/notices-sweep';
import { offerExpireFunction } from './functions/offer-expire';
import { privacyRunFunction, privacySweepFunction } from './functions/privacy-run';
import { providerWatchFunction } from './functions/provider-watch';
import { qualitySweepFunction } from './functions/quality-sweep';
import { relearningSweepFunction } from './functions/relearning-sweep';
import { replayRunFunction, replaySweepFunction } from './functions/replay-run';
import { reportsMailFunction } from './functions/reports-mail';
import { reviewExpireFunction, reviewRejudgeFunction } from './functions/review-expire';
import { rolloutWatchFunction } from './functions/rollout-watch';
import { rollupSweepFunction } from './functions/rollup-sweep';
import { scorecardMailFunction } from './functions/scorecard-mail';
import { segmentsSweepFunction, segmentsTouchedFunction, segmentsWatchFunction } from './functions/segments';
import { templatesSweepFunction } from './functions/templates-sweep';
import { twinTickFunction } from './functions/twin-tick';
import { volumeWatchFunction } from './functions/volume-watch';
import { waveSweepFunction } from './functions/wave-sweep';
import { webSweepFunction } from './functions/web-sweep';
import { webhooksProcessFunction, webhooksSweepFunction } from './functions/webhooks-process';

/** Every function the product registers, whoever executes them. */
export const functions: InngestFunction.Any[] = [
  eventsProcessFunction,
  eventsSweepFunction,
  webhooksProcessFunction,
  webhooksSweepFunction,
  importRunFunction,
  importSweepFunction,
  fileImportRunFunction,
  fileImportSweepFunction,
  importForgetFunction,
  lifecycleSweepFunction,
  campaignSweepFunction,
  campaignLaunchFunction,
  cartSweepFunction,
  creativeSweepFunction,
  creativeLaunchFunction,
  segmentsTouchedFunction,
  segmentsWatchFunction,
  scorecardMailFunction,
  reportsMailFunction,
  segmentsSweepFunction,
  dormancySweepFunction,
  waveSweepFunction,
  reviewExpireFunction,
  reviewRejudgeFunction,
  autonomyWatchFunction,
  volumeWatchFunction,
  rolloutWatchFunction,
  learningSweepFunction,
  relearningSweepFunction,
  noticesSweepFunction,
  offerExpireFunction,
  webSweepFunction,
  deliveryDispatchFunction,
  deliveryHoldFunction,
  deliverySweepFunction,
  templatesSweepFunction,
  twinTickFunction,
  auditCheckpointFunction,
  providerWatchFunction,
  qualitySweepFunction,
  rollupSweepFunction,
  figureWatchFunction,
  privacyRunFunction,
  privacySweepFunction,
  replayRunFunction,
  replaySweepFunction,
];
