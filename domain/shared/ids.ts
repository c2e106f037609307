declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** UUID of a workspace the caller was found to belong to: minted by `server/context.ts` alone. */
export type WorkspaceId = Branded<'WorkspaceId'>;
export type CustomerId = Branded<'CustomerId'>;
export type DecisionId = Branded<'DecisionId'>;
export type MessageId = Branded<'MessageId'>;
