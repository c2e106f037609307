export { compileRule, customersWho, lastWord } from './compile-rule';
export { CountRuleInput, countRule } from './count-rule';
export {
  archiveSegment,
  CreateSegmentInput,
  createSegment,
  DuplicateSegmentInput,
  duplicateSegment,
  MoveSegmentInput,
  restoreSegment,
  SaveSegmentInput,
  saveSegment,
} from './edit-segment';
export { type EvaluationReport, evaluateChanged, evaluateTouched, sweepSegments, touchSegments } from './evaluate';
export { customerSegments } from './explain-customer';
export { exportMembers, ListMembersInput, listMembers, type SegmentMemberItem } from './list-members';
export { membershipsOf, nameSegments } from './name-segments';
export { getSegment, listSegments } from './read-segments';
export { SegmentValuesInput, type SegmentValuesOf, segmentValues } from './segment-values';
export type * from './types';
export { segmentsOfCampaign } from './used-in';
