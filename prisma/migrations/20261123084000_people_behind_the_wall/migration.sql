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

  -- People may belong to several workspaces: one sees who is or was in it, by name, and when they signed in; not with what.
  FOR relation IN
    SELECT c.relname AS name, CASE c.relname WHEN 'session' THEN 'user_id' ELSE 'id' END AS person,
           c.relrowsecurity AND c.relforcerowsecurity AS stands
      FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relname IN ('app_user', 'session')
  LOOP
    IF NOT relation.stands THEN
      EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', relation.name);
    END IF;
    CONTINUE WHEN EXISTS (SELECT FROM pg_policies WHERE schemaname = 'public' AND tablename = relation.name);
    EXECUTE format($policy$
      CREATE POLICY own_people ON %I FOR SELECT TO touchstone_app
        USING (EXISTS (SELECT FROM membership m WHERE m.user_id = %I.%I
          AND m.workspace_id = nullif(current_setting('app.workspace', true), '')::uuid))
    $policy$, relation.name, relation.name, relation.person);
    EXECUTE format('CREATE POLICY whole_installation ON %I TO touchstone_system USING (true) WITH CHECK (true)',
                   relation.name);
  END LOOP;
  GRANT SELECT (id, email, name, is_simulated, created_at) ON app_user TO touchstone_app;
  GRANT SELECT (user_id, created_at) ON session TO touchstone_app;

  -- Workspaces come and go with the installation.
  REVOKE INSERT, DELETE ON workspace FROM touchstone_app;
  -- Only audit_append writes the log.
  REVOKE INSERT, UPDATE, DELETE ON audit_entry, audit_head FROM touchstone_app, touchstone_system;
  REVOKE UPDATE, DELETE ON audit_checkpoint FROM touchstone_app, touchstone_system;
  -- What a version of a policy says stays as it was put in force: it is retired, and another one made.
  REVOKE UPDATE, DELETE ON policy_version FROM touchstone_app, touchstone_system;
  GRANT UPDATE (status) ON policy_version TO touchstone_app, touchstone_system;
END $$;

CREATE OR REPLACE FUNCTION tenant_wall_gaps() RETURNS TABLE (gap text) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT 'table ' || c.relname || ' has no forced row-level security'
    FROM pg_class c
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
     AND (c.relname IN ('workspace', 'app_user', 'session')
       OR EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND NOT a.attisdropped AND a.attname = 'workspace_id'))
     AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
  UNION ALL
  SELECT 'a policy of ' || tablename || ' shows touchstone_app more than its workspace'
    FROM pg_policies
   WHERE schemaname = 'public' AND permissive = 'PERMISSIVE'
     AND ('touchstone_app' = ANY(roles) OR 'public' = ANY(roles))
     AND (coalesce(qual, with_check) NOT LIKE '%app.workspace%' OR with_check NOT LIKE '%app.workspace%')
  UNION ALL
  SELECT 'view ' || relname || ' reads as its owner'
    FROM pg_class
   WHERE relnamespace = 'public'::regnamespace
     AND (relkind = 'm' OR relkind = 'v' AND NOT coalesce(reloptions::text LIKE '%security_invoker=true%', false))
  UNION ALL
  SELECT 'role ' || rolname || ' may bypass row-level security'
    FROM pg_roles WHERE rolname IN ('touchstone_app', 'touchstone_system') AND (rolsuper OR rolbypassrls)
  UNION ALL
  SELECT DISTINCT 'role ' || r.rolname || ' owns tables, or is a member of their owner'
    FROM pg_roles r, pg_class c
   WHERE r.rolname IN ('touchstone_app', 'touchstone_system') AND NOT r.rolsuper
     AND c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND pg_has_role(r.oid, c.relowner, 'MEMBER')
  UNION ALL
  SELECT 'role touchstone_app is a member of touchstone_system'
    FROM pg_roles WHERE rolname = 'touchstone_app' AND NOT rolsuper AND pg_has_role(oid, 'touchstone_system', 'MEMBER')
  UNION ALL
  SELECT 'role ' || rolname || ' may change what a policy version says'
    FROM pg_roles WHERE rolname IN ('touchstone_app', 'touchstone_system') AND NOT rolsuper
     AND has_column_privilege(oid, 'policy_version', 'document', 'UPDATE')
$$;

SELECT raise_tenant_wall();
