/** Marks the failure of a page whose database went away; all that the browser is told of it. */
export const DATABASE_AWAY_DIGEST = 'DATABASE_AWAY';
