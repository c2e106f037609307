-- What budgets gave lately is asked for by its days, however long the ledger is.
CREATE INDEX discount_ledger_entry_workspace_id_at_idx ON discount_ledger_entry (workspace_id, at);
