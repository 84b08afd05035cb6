-- What a database holds, a line for each thing, as the server itself spells it: for servers that are newer than the
-- pg_dump at hand. Shares nothing with the reader of the compiler. With :exact the order of columns counts; that of
-- privileges never does.
SET search_path = '';
WITH own AS (
    SELECT oid, nspname, nspowner, nspacl FROM pg_catalog.pg_namespace
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
), extended AS (
    SELECT classid, objid FROM pg_catalog.pg_depend WHERE deptype = 'e'
), relation AS (
    SELECT c.* FROM pg_catalog.pg_class c JOIN own n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f', 'S', 'c')
      AND NOT EXISTS (SELECT FROM extended e WHERE e.classid = 'pg_catalog.pg_class'::regclass AND e.objid = c.oid)
), lines (line) AS (
    SELECT format('schema %I %s', nspname, (SELECT pg_catalog.string_agg(x::text, ',' ORDER BY x::text) FROM pg_catalog.unnest(coalesce(nspacl, pg_catalog.acldefault('n', nspowner))) x))
    FROM own
    UNION ALL
    SELECT format('relation %s %s %s %s %s %s %s %s %s %s %s', c.oid::regclass, c.relkind, c.relpersistence, c.reloptions,
                  c.relrowsecurity, c.relforcerowsecurity, c.relreplident,
                  (SELECT pg_catalog.string_agg(x::text, ',' ORDER BY x::text) FROM pg_catalog.unnest(coalesce(c.relacl, pg_catalog.acldefault(CASE c.relkind WHEN 'S' THEN 's' ELSE 'r' END::"char", c.relowner))) x),
                  pg_get_expr(c.relpartbound, c.oid), CASE c.relkind WHEN 'p' THEN pg_get_partkeydef(c.oid) END,
                  (SELECT string_agg(i.inhparent::regclass::text, ',' ORDER BY i.inhseqno) FROM pg_catalog.pg_inherits i WHERE i.inhrelid = c.oid))
    FROM relation c
    UNION ALL
    SELECT format('column %s.%I %s %s notnull=%s default=%s identity=%s generated=%s collation=%s storage=%s target=%s acl=%s local=%s',
                  c.oid::regclass, a.attname,
                  CASE WHEN :exact THEN row_number() OVER (PARTITION BY c.oid ORDER BY a.attnum) END,
                  format_type(a.atttypid, a.atttypmod), a.attnotnull, pg_get_expr(d.adbin, d.adrelid), a.attidentity,
                  a.attgenerated, (SELECT l.collname FROM pg_catalog.pg_collation l WHERE l.oid = a.attcollation), a.attstorage, a.attstattarget,
                  (SELECT pg_catalog.string_agg(x::text, ',' ORDER BY x::text) FROM pg_catalog.unnest(a.attacl) x), a.attislocal)
    FROM relation c JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
    WHERE c.relkind <> 'S'
    UNION ALL
    SELECT format('constraint %s.%I %s %s', k.conrelid::regclass, k.conname, pg_get_constraintdef(k.oid), k.conislocal)
    FROM pg_catalog.pg_constraint k JOIN relation c ON c.oid = k.conrelid
    UNION ALL
    SELECT format('domain constraint %s.%I %s', k.contypid::regtype, k.conname, pg_get_constraintdef(k.oid))
    FROM pg_catalog.pg_constraint k JOIN own n ON n.oid = k.connamespace WHERE k.contypid <> 0
    UNION ALL
    SELECT format('index %s valid=%s cluster=%s', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisclustered)
    FROM pg_catalog.pg_index i JOIN relation c ON c.oid = i.indrelid
    UNION ALL
    SELECT format('view %s %s', c.oid::regclass, pg_get_viewdef(c.oid)) FROM relation c WHERE c.relkind IN ('v', 'm')
    UNION ALL
    SELECT format('sequence %s %s %s %s %s %s %s %s owner=%s', s.seqrelid::regclass, s.seqtypid::regtype, s.seqstart, s.seqincrement,
                  s.seqmin, s.seqmax, s.seqcache, s.seqcycle,
                  (SELECT string_agg(d.refobjid::regclass || '.' || a.attname, ',') FROM pg_catalog.pg_depend d
                   JOIN pg_catalog.pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
                   WHERE d.classid = 'pg_catalog.pg_class'::regclass AND d.objid = s.seqrelid AND d.deptype IN ('a', 'i')))
    FROM pg_catalog.pg_sequence s JOIN relation c ON c.oid = s.seqrelid
    UNION ALL
    SELECT format('function %s %s', pg_get_functiondef(p.oid),
                  (SELECT pg_catalog.string_agg(x::text, ',' ORDER BY x::text) FROM pg_catalog.unnest(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) x))
    FROM pg_catalog.pg_proc p JOIN own n ON n.oid = p.pronamespace
    WHERE p.prokind <> 'a' AND NOT EXISTS (SELECT FROM extended e WHERE e.classid = 'pg_catalog.pg_proc'::regclass AND e.objid = p.oid)
    UNION ALL
    SELECT format('aggregate %s %s %s %s %s %s', p.oid::regprocedure, g.aggtransfn, g.aggfinalfn, g.aggtranstype::regtype, g.agginitval,
                  (SELECT pg_catalog.string_agg(x::text, ',' ORDER BY x::text) FROM pg_catalog.unnest(coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))) x))
    FROM pg_catalog.pg_aggregate g JOIN pg_catalog.pg_proc p ON p.oid = g.aggfnoid JOIN own n ON n.oid = p.pronamespace
    WHERE NOT EXISTS (SELECT FROM extended e WHERE e.classid = 'pg_catalog.pg_proc'::regclass AND e.objid = p.oid)
    UNION ALL
    SELECT format('trigger %s %s', pg_get_triggerdef(t.oid), t.tgenabled)
    FROM pg_catalog.pg_trigger t JOIN relation c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal
    UNION ALL
    SELECT format('rule %s %s', pg_get_ruledef(r.oid), r.ev_enabled)
    FROM pg_catalog.pg_rewrite r JOIN relation c ON c.oid = r.ev_class WHERE r.rulename <> '_RETURN'
    UNION ALL
    SELECT format('policy %s.%I %s %s %s using %s check %s', p.polrelid::regclass, p.polname, p.polcmd, p.polpermissive,
                  (SELECT string_agg(r::regrole::text, ',' ORDER BY r::regrole::text) FROM unnest(p.polroles) r),
                  pg_get_expr(p.polqual, p.polrelid), pg_get_expr(p.polwithcheck, p.polrelid))
    FROM pg_catalog.pg_policy p
    UNION ALL
    SELECT format('type %s %s base=%s notnull=%s default=%s labels=%s acl=%s', t.oid::regtype, t.typtype, format_type(t.typbasetype, t.typtypmod),
                  t.typnotnull, t.typdefault, (SELECT string_agg(quote_literal(e.enumlabel), ',' ORDER BY e.enumsortorder)
                                               FROM pg_catalog.pg_enum e WHERE e.enumtypid = t.oid),
                  (SELECT pg_catalog.string_agg(x::text, ',' ORDER BY x::text) FROM pg_catalog.unnest(coalesce(t.typacl, pg_catalog.acldefault('T', t.typowner))) x))
    FROM pg_catalog.pg_type t JOIN own n ON n.oid = t.typnamespace
    WHERE NOT EXISTS (SELECT FROM extended e WHERE e.classid = 'pg_catalog.pg_type'::regclass AND e.objid = t.oid)
    UNION ALL
    SELECT format('extension %I in %s', e.extname, e.extnamespace::regnamespace) FROM pg_catalog.pg_extension e
    UNION ALL
    SELECT format('statistics %s', pg_get_statisticsobjdef(s.oid)) FROM pg_catalog.pg_statistic_ext s
    UNION ALL
    SELECT format('event trigger %I %s %s %s %s', t.evtname, t.evtevent, t.evtfoid::regproc, t.evtenabled, t.evttags)
    FROM pg_catalog.pg_event_trigger t
    UNION ALL
    SELECT format('default privileges %s %s %s %s', a.defaclrole::regrole, a.defaclnamespace::regnamespace, a.defaclobjtype,
                  (SELECT pg_catalog.string_agg(x::text, ',' ORDER BY x::text) FROM pg_catalog.unnest(a.defaclacl) x))
    FROM pg_catalog.pg_default_acl a
    UNION ALL
    SELECT format('comment %s %s: %s', i.type, i.identity, d.description)
    FROM pg_catalog.pg_description d CROSS JOIN LATERAL pg_identify_object(d.classoid, d.objoid, d.objsubid) i
    WHERE d.objoid >= 16384 AND i.type <> 'extension' AND NOT EXISTS (SELECT FROM extended e WHERE e.classid = d.classoid AND e.objid = d.objoid)
)
SELECT replace(line, E'\n', E'\x01') FROM lines ORDER BY 1;
