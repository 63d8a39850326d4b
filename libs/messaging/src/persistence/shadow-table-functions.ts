/** Ends the names of the tables that a rebuild fills, and of their indexes and constraints. */
export const SHADOW_SUFFIX = '__next';

/**
 * The runtime role may not create tables. It calls these functions, which run as the migrator role that owns the schema,
 * to make empty copies of a projection's tables and to put them in the place of the old ones. Indexes and constraints
 * keep their names through a swap, so that the schema stays what the migrations say.
 */
export const SHADOW_TABLE_FUNCTIONS = [
  // Rebuilding is dropping: only a table whose every row the caller may delete anyway, and never the log's.
  `CREATE FUNCTION check_projection_table(name text) RETURNS regclass LANGUAGE plpgsql SET search_path FROM CURRENT AS $$
    DECLARE target regclass := to_regclass(quote_ident(current_schema()) || '.' || quote_ident(name));
    BEGIN
      IF target IS NULL THEN RAISE EXCEPTION 'There is no table % to rebuild.', name; END IF;
      IF name ~ '^(event_log|relay_|projection_|parked_|skipped_|event_attempt|handled_|migration)'
        OR NOT has_table_privilege(session_user, target, 'DELETE') THEN
        RAISE EXCEPTION 'The table % is not a projection of %.', name, session_user;
      END IF;
      IF EXISTS (SELECT FROM pg_constraint WHERE contype = 'f' AND target IN (conrelid, confrelid)) THEN
        RAISE EXCEPTION 'The table % has foreign keys and cannot be rebuilt beside itself.', name;
      END IF;
      RETURN target;
    END $$`,

  `CREATE FUNCTION create_shadow_tables(names text[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    DECLARE name text; shadow text; original regclass; part record;
    BEGIN
      FOREACH name IN ARRAY names LOOP
        original := check_projection_table(name);
        shadow := name || '${SHADOW_SUFFIX}';
        EXECUTE format('DROP TABLE IF EXISTS %I', shadow);
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL EXCLUDING INDEXES)', shadow, name);
        FOR part IN SELECT split_part(o, '=', 1) AS name, substr(o, strpos(o, '=') + 1) AS value
          FROM pg_class, unnest(reloptions) AS o WHERE oid = original LOOP
          EXECUTE format('ALTER TABLE %I SET (%s = %L)', shadow, part.name, part.value); -- LIKE leaves them out
        END LOOP;
        FOR part IN SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint
          WHERE conrelid = original AND contype IN ('p', 'u', 'x') LOOP
          EXECUTE format('ALTER TABLE %I ADD CONSTRAINT %I %s', shadow, part.name || '${SHADOW_SUFFIX}', part.definition);
        END LOOP;
        FOR part IN SELECT c.relname AS name, pg_get_indexdef(c.oid) AS definition
          FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
          WHERE i.indrelid = original AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = c.oid) LOOP
          EXECUTE regexp_replace(part.definition, 'INDEX .*? ON .*? USING',
            format('INDEX %I ON %I USING', part.name || '${SHADOW_SUFFIX}', shadow));
        END LOOP;
        FOR part IN SELECT privilege_type AS name, grantee::regrole AS grantee FROM pg_class, aclexplode(relacl)
          WHERE oid = original AND grantee <> relowner AND grantee <> 0 LOOP
          EXECUTE format('GRANT %s ON %I TO %s', part.name, shadow, part.grantee);
        END LOOP;
      END LOOP;
    END $$`,

  `CREATE FUNCTION swap_shadow_tables(names text[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    DECLARE name text; part record;
    BEGIN
      FOREACH name IN ARRAY names LOOP
        EXECUTE format('DROP TABLE %s', check_projection_table(name));
        EXECUTE format('ALTER TABLE %I RENAME TO %I', name || '${SHADOW_SUFFIX}', name);
        FOR part IN SELECT c.relname AS shadow, left(c.relname, -length('${SHADOW_SUFFIX}')) AS name
          FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
          WHERE i.indrelid = to_regclass(quote_ident(name)) AND c.relname LIKE '%${SHADOW_SUFFIX}' LOOP
          EXECUTE format('ALTER INDEX %I RENAME TO %I', part.shadow, part.name);
        END LOOP;
      END LOOP;
    END $$`,

  `CREATE FUNCTION drop_shadow_tables(names text[]) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $$
    DECLARE name text;
    BEGIN
      FOREACH name IN ARRAY names LOOP
        PERFORM check_projection_table(name);
        EXECUTE format('DROP TABLE IF EXISTS %I', name || '${SHADOW_SUFFIX}');
      END LOOP;
    END $$`,
] as const;
