/** What the address of every simulation's workspace begins with, and of no other's. */
export const SIMULATION_SLUGS = 'simulation-';
