export { type ActiveStop, activeStops } from './active-stops';
export { ResumeInput, resumeSending } from './resume-sending';
export { StopInput, stopSending } from './stop-sending';
export { type Waiting, whatWouldGo } from './what-would-go';
