import { wilsonLowerBound } from '../../autonomy/evidence';
import { CHANNEL_NAMES, CHANNELS } from '../../channels/channel-ids';
import { percentWords } from '../../shared/figure-words';
import type { Policy } from '../policy';
import { error, type LintFinding, type LintRule, warning, when } from './finding';

/** Evidence nobody can bring, limits that stop at nothing, and effects that are never measured. */
export const evidenceRules: readonly LintRule[] = [
  autonomyEvidence,
  autonomyStart,
  sampledReview,
  holdout,
  reputation,
  volume,
  learning,
];

/** More approvals without a single edit than a person gives an action in a year. */
const TOO_MANY = 1_000;

function autonomyEvidence({ autonomy: { evidenceLowerBound: wanted } }: Policy): LintFinding[] {
  return when(wilsonLowerBound(TOO_MANY, TOO_MANY) <= wanted, () =>
    warning('autonomy.unreachable', {
      at: ['autonomy.evidenceLowerBound'],
      message: `Even ${TOO_MANY.toLocaleString('en-US')} approvals without one edit prove less than ${percentWords(wanted * 100)}: no action ever reaches level 3.`,
      suggestion: 'Ask for 95% at most; the product starts with 90%.',
    }),
  );
}

function autonomyStart({ autonomy }: Policy): LintFinding[] {
  return when(autonomy.startLevel === 3, () =>
    warning('autonomy.starts-at-the-top', {
      at: ['autonomy.startLevel', 'autonomy.evidenceDecisions', 'autonomy.evidenceLowerBound'],
      message: 'Actions nobody has judged start at level 3: the evidence that level 3 asks for is never asked for.',
      suggestion: 'Start at level 1, and let actions earn their level.',
    }),
  );
}

function learning({ learning: rules, attribution, priors }: Policy): LintFinding[] {
  const longest = Math.max(attribution.cartDays, attribution.otherDays);
  const isTestable = rules.testedDays > longest && rules.testedDays <= rules.lookBackDays;
  return [
    ...when(rules.lookBackDays <= longest, () =>
      error('learning.nothing-is-over', {
        at: ['learning.lookBackDays', 'attribution.cartDays', 'attribution.otherDays'],
        message: `Only decisions of the last ${rules.lookBackDays} days are learnt from, and an outcome is waited for for ${longest}: of most messages none is ever known in time.`,
        suggestion: 'Look back for several windows; the product starts with 365 days.',
      }),
    ),
    ...when(longest < rules.lookBackDays && !isTestable, () =>
      warning('learning.hardly-tested', {
        at: ['learning.testedDays', 'learning.lookBackDays', 'attribution.otherDays'],
        message: `Predictions are tested on the last ${rules.testedDays} days: that has to be longer than an outcome is waited for (${longest}) and no longer than is looked back (${rules.lookBackDays}).`,
        suggestion: 'Test on several windows; the product starts with 90 days.',
      }),
    ),
    ...when(rules.mostCalibrationError === 0, () =>
      warning('learning.never-calibrated', {
        at: ['learning.mostCalibrationError'],
        message:
          'No prediction is ever exact: probabilities are called a prior for ever, and no campaign acts by itself.',
        suggestion: 'Allow some error; the product starts with 0.03.',
      }),
    ),
    ...when(priors.conversion === 0, () =>
      warning('priors.nothing-expected', {
        at: ['priors.conversion'],
        message: 'No order is expected of most messages: campaigns are never worth what they cost, and do nothing.',
        suggestion: 'Assume the shop’s own conversion rate; the product starts with 0.025.',
      }),
    ),
  ];
}

function sampledReview({ review: { sampleShare, autonomousSampleShare }, autonomy }: Policy): LintFinding[] {
  const withoutSense = when(sampleShare === 0 || sampleShare === 1, () =>
    warning('review.sample-without-sense', {
      at: ['review.sampleShare'],
      message:
        sampleShare === 0
          ? 'At level 2 nobody ever sees a decision: it is level 3 without its evidence.'
          : 'At level 2 every decision is reviewed: it is level 1 by another name.',
      suggestion: 'Sample a share between the two; the product starts with 20%.',
    }),
  );
  const neverConfirmed = when(autonomousSampleShare === 0, () =>
    warning('review.top-never-confirmed', {
      at: ['review.autonomousSampleShare', 'autonomy.confirmDays'],
      message: `At level 3 nobody ever sees a decision, so nobody can confirm the level: it falls after ${autonomy.confirmDays} days, whatever it does.`,
      suggestion: 'Sample a few percent; the product starts with 4%.',
    }),
  );
  const upsideDown = when(sampleShare > 0 && autonomousSampleShare > sampleShare, () =>
    warning('review.sample-upside-down', {
      at: ['review.sampleShare', 'review.autonomousSampleShare'],
      message: `A person sees ${percentWords(autonomousSampleShare * 100)} of decisions at level 3 and ${percentWords(sampleShare * 100)} at level 2: what has earned more is watched more.`,
      suggestion: 'Sample less at level 3 than at level 2.',
    }),
  );
  return [...withoutSense, ...neverConfirmed, ...upsideDown];
}

function holdout({ holdout: { share } }: Policy): LintFinding[] {
  return when(share === 0, () =>
    warning('holdout.nothing-measured', {
      at: ['holdout.share'],
      message:
        'Nobody is left alone on purpose: what the messages bring cannot be measured, and no action can reach level 3.',
      suggestion: 'Keep a few percent out; the product starts with 5%.',
    }),
  );
}

function reputation({ reputation: limits }: Policy): LintFinding[] {
  return [
    ...when(limits.bounceRate === 0, () => stopsAtNothing('reputation.bounceRate', 'hard bounces')),
    ...when(limits.complaintRate === 0, () => stopsAtNothing('reputation.complaintRate', 'complaints')),
    ...when(limits.complaintWarning >= limits.complaintRate && limits.complaintRate > 0, () =>
      warning('reputation.warning-never', {
        at: ['reputation.complaintWarning', 'reputation.complaintRate'],
        message: `The warning about complaints comes at ${percentWords(limits.complaintWarning * 100)}, when the channel has stopped at ${percentWords(limits.complaintRate * 100)} already.`,
        suggestion: 'Let the warning come before the stop.',
      }),
    ),
  ];
}

function stopsAtNothing(at: 'reputation.bounceRate' | 'reputation.complaintRate', what: string): LintFinding {
  return error(`${at}-zero`, {
    at: [at],
    message: `A limit of 0% is reached with no ${what} at all: every channel with enough sends is stopped.`,
    suggestion: 'Set a limit above 0%.',
  });
}

function volume({ rate }: Policy): LintFinding[] {
  return CHANNELS.filter((channel) => rate.hourlyVolume[channel] === 0).map((channel) =>
    warning(`rate.no-volume.${channel}`, {
      at: ['rate.hourlyVolume'],
      message: `With 0 messages an hour nothing ever leaves by ${CHANNEL_NAMES[channel]}: it waits for ever.`,
      suggestion: 'Allow some, or stop the channel with the kill switch.',
    }),
  );
}
