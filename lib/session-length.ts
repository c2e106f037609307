/** After so many days a person signs in again: the cookie and the session behind it end together. */
export const SESSION_DAYS = 7;
