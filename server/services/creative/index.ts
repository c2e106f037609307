export { assignedWords, loadCreativeArms } from './arms-in-force';
export { JudgeVariantInput, judgeVariant } from './judge-variant';
export { ListTestsInput, listTests } from './list-tests';
export { type CreativeTrigger, ProposeTestInput, proposeTest } from './propose-test';
export { recordExposures } from './record-exposures';
export { creativeSweep, wasAnswered } from './sweep';
export type * from './types';
