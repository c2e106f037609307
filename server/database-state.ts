// Next bundles the proxy, routes and instrumentation apart; all must see the same.
const shared = globalThis as typeof globalThis & { touchstoneDatabaseIsAway?: boolean };

/** Whether the database was away when it was last looked at (see watch-database.ts). */
export function databaseIsAway(): boolean {
  return shared.touchstoneDatabaseIsAway ?? false;
}

export function setDatabaseAway(isAway: boolean): void {
  shared.touchstoneDatabaseIsAway = isAway;
}
