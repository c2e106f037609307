/** What happened while the clock moved. Counts of events, decisions, messages, reviews and codes. */
export type ClockReport = {
  from: Date;
  to: Date;
  steps: number;
  processed: number;
  decided: number;
  sent: number;
  reviewsExpired: number;
  offersExpired: number;
};

export type StepReport = Omit<ClockReport, 'from' | 'to' | 'steps'>;

export const NOTHING_DONE: StepReport = { processed: 0, decided: 0, sent: 0, reviewsExpired: 0, offersExpired: 0 };

/** Both together. */
export function addReports(left: StepReport, right: StepReport): StepReport {
  return {
    processed: left.processed + right.processed,
    decided: left.decided + right.decided,
    sent: left.sent + right.sent,
    reviewsExpired: left.reviewsExpired + right.reviewsExpired,
    offersExpired: left.offersExpired + right.offersExpired,
  };
}
