import type { InngestFunction } from 'inngest';
import { eventsProcessFunction, eventsSweepFunction } from './functions/events-process';

/** Every function the product registers, whoever executes them. */
export const functions: InngestFunction.Any[] = [eventsProcessFunction, eventsSweepFunction];
