-- The second wall between workspaces: row-level security behind every query of the product (docs/adr, "a second wall").
-- The product works in two roles that own nothing and may not bypass policies: touchstone_app sees the rows of the
-- workspace its connection is bound to (setting app.workspace) and none without; touchstone_system sees all, for the few
-- queries that ask across workspaces. Whoever migrates owns the tables, and is a member of both.
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['touchstone_app', 'touchstone_system'] LOOP
    BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
        EXECUTE format('CREATE ROLE %I NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE', wanted);
      END IF;
    EXCEPTION
      -- Another database of the same cluster made it in this moment.
      WHEN duplicate_object OR unique_violation THEN NULL;
      WHEN insufficient_privilege THEN NULL;
    END;
    BEGIN
      IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        EXECUTE format('GRANT %I TO %I', wanted, current_user);
      END IF;
    EXCEPTION
      WHEN insufficient_privilege OR undefined_object OR invalid_grant_operation THEN NULL;
    END;
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted AND pg_has_role(current_user, oid, 'USAGE')) THEN
      RAISE EXCEPTION 'The role % is missing, or % is not a member of it, and may not change that itself. '
        'As a superuser run: CREATE ROLE touchstone_app NOLOGIN; CREATE ROLE touchstone_system NOLOGIN; '
        'GRANT touchstone_app, touchstone_system TO %; then start again.', wanted, current_user, quote_ident(current_user)
        USING ERRCODE = 'insufficient_privilege';
    END IF;
  END LOOP;
END $$;

-- Puts the wall before what has come since the last time: run after migrations (server/migrations.ts). A table with a
-- workspace_id gets its policies; what both roles may do with it follows the table's kind.
CREATE FUNCTION raise_tenant_wall() RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE
  relation record;
BEGIN
  GRANT USAGE ON SCHEMA public TO touchstone_app, touchstone_system;
  GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO touchstone_system;
  GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO touchstone_app, touchstone_system;

  FOR relation IN
    SELECT c.relname AS name, a.attname AS key
      FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
       AND a.attname = CASE c.relname WHEN 'workspace' THEN 'id' ELSE 'workspace_id' END
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
  LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO touchstone_app', relation.name);
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY', relation.name);
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
    SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'v'
  LOOP
    EXECUTE format('ALTER VIEW %I SET (security_invoker = true)', relation.name);
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

-- What stands open: relations that hold rows of workspaces without the wall, and roles that could climb it. Empty when
-- all is well; the product refuses to start otherwise (server/tenant-wall.ts).
CREATE FUNCTION tenant_wall_gaps() RETURNS TABLE (gap text) LANGUAGE sql STABLE SET search_path = public, pg_temp AS $$
  SELECT 'table ' || c.relname || ' has no forced row-level security'
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped
     AND a.attname = CASE c.relname WHEN 'workspace' THEN 'id' ELSE 'workspace_id' END
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
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
$$;

-- audit_append runs as the owner of the tables: here, too, a connection bound to a workspace stays within it.
CREATE FUNCTION audit_refuse_foreign() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.workspace_id <> nullif(current_setting('app.workspace', true), '')::uuid THEN
    RAISE EXCEPTION 'The audit log of another workspace is not written here' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER audit_head_own_workspace BEFORE INSERT OR UPDATE ON audit_head
  FOR EACH ROW EXECUTE FUNCTION audit_refuse_foreign();
ALTER TABLE audit_head ENABLE ALWAYS TRIGGER audit_head_own_workspace;

SELECT raise_tenant_wall();
