-- Called at every start, while other processes work: a table that is behind the wall already is not locked for it.
CREATE OR REPLACE FUNCTION raise_tenant_wall() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  relation record;
BEGIN
  GRANT USAGE ON SCHEMA public TO touchstone_app, touchstone_system;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO touchstone_system;
  GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO touchstone_app, touchstone_system;

  FOR relation IN
    SELECT c.relname AS name, a.attname AS key, c.relrowsecurity AND c.relforcerowsecurity AS stands
      FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
       AND a.attname = CASE c.relname WHEN 'workspace' THEN 'id' ELSE 'workspace_id' END
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO touchstone_app', relation.name);
    IF NOT relation.stands THEN
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', relation.name);
    END IF;
    CONTINUE WHEN EXISTS (SELECT FROM pg_policies WHERE schemaname = 'public' AND tablename = relation.name);
    -- After the transaction of a SET LOCAL the setting is '', not NULL.
    EXECUTE format($policy$
      CREATE POLICY own_workspace ON %I TO touchstone_app
        USING (%I = nullif(current_setting('app.workspace', true), '')::uuid)
        WITH CHECK (%I = nullif(current_setting('app.workspace', true), '')::uuid)
    $policy$, relation.name, relation.key, relation.key);
    EXECUTE format('CREATE POLICY whole_installation ON %I TO touchstone_system USING (true) WITH CHECK (true)',
                   relation.name);
  END LOOP;

  FOR relation IN
    SELECT relname AS name, coalesce(reloptions::text LIKE '%security_invoker=true%', false) AS stands
      FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'v'
  LOOP
    IF NOT relation.stands THEN
      EXECUTE format('ALTER VIEW %I SET (security_invoker = true)', relation.name);
    END IF;
    EXECUTE format('GRANT SELECT ON %I TO touchstone_app', relation.name);
  END LOOP;

  -- Workspaces come and go with the installation. People belong to several: their names may be shown, and when they
  -- signed in; not with what.
  REVOKE INSERT, DELETE ON workspace FROM touchstone_app;
  GRANT SELECT (id, email, name, is_simulated, created_at) ON app_user TO touchstone_app;
  GRANT SELECT (user_id, created_at) ON session TO touchstone_app;
  -- Only audit_append writes the log.
  REVOKE INSERT, UPDATE, DELETE ON audit_entry, audit_head FROM touchstone_app, touchstone_system;
  REVOKE UPDATE, DELETE ON audit_checkpoint FROM touchstone_app, touchstone_system;
END $$;
