export { beat, endBeating, type Pulse } from './beat';
export { keepNoted } from './keep-noted';
export { type AnsweredStep, loadAnswers } from './load-answers';
export { loadTimes, type TimedStep } from './load-times';
export { loadUptime, loadUptimes } from './load-uptime';
