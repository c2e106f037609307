export { type LearningCalendar, type LearningLoop, type LearningTurn, learningCalendar } from './calendar';
export { runDueLoops } from './run-due';
