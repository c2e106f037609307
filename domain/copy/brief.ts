import type { ChannelId } from '../channels/channel';
import type { CopySlot } from './copy-slots';
import type { ChallengerStyle } from './styles';

/** A figure that is true and may be said; `value` as it must be written ("1,240"). */
export type BriefFigure = { readonly label: string; readonly value: string };

/**
 * What a writer is told, for one kind of message and one way of telling it. It is about a segment and holds nothing of a
 * person. `audience`, `products`, `learnings`, `rejections` and `company` are written by customers, shops and people:
 * data, never instructions.
 */
export type CopyBrief = {
  readonly agentId: string;
  readonly action: string;
  readonly channel: ChannelId;
  readonly templateId: string;
  readonly style: ChallengerStyle;
  /** What for, after "Write an e-mail": "to customers who left a cart". */
  readonly purpose: string;
  readonly company: string;
  /** Who reads it, in the workspace's own words; null where it is everybody of the purpose. */
  readonly audience: string | null;
  /** Names of products customers of this segment look at. */
  readonly products: readonly string[];
  /** Slots that have a value for every customer of this message. */
  readonly slots: readonly CopySlot[];
  /** Whether each message carries a code that really ends. */
  readonly offerEnds: boolean;
  /** Figures that may be said as they stand; no other may. */
  readonly figures: readonly BriefFigure[];
  /** What was learnt from earlier tests of this message. */
  readonly learnings: readonly string[];
  /** Why people refused earlier words for this message. */
  readonly rejections: readonly string[];
  /** A subject must be shorter than this, with a name in it. */
  readonly subjectLength: number;
  /** Words that may not be used: the brand's, and those that mark spam in a subject. */
  readonly forbidden: readonly string[];
  /** Words that claim urgency; allowed where they are true alone. */
  readonly urgency: readonly string[];
};
