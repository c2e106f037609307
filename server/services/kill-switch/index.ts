export { type ActiveStop, activeStops } from './active-stops';
export { agentsAtWork, agentsToAsk, isAgentStopped } from './agents-at-work';
export { countStops } from './count-stops';
export { ListStopsInput, listStops, type PastStop } from './list-stops';
export { pullStop } from './pull-stop';
export { ResumeInput, resumeSending } from './resume-sending';
export { StopInput, stopSending } from './stop-sending';
export { type Waiting, WhatWouldGoInput, whatWouldGo } from './what-would-go';
