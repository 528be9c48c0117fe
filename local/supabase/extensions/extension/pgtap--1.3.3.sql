-- The assertions of pgTAP that database tests here use, written anew in SQL with the same names, arguments and output, so that a
-- test file runs unchanged on the real extension. Counters live in settings, which any role of a test may write.

create function @extschema@._number(name text) returns integer
language sql
as $$ select coalesce(nullif(current_setting('pgtap.' || name, true), ''), '0')::integer $$;

create function @extschema@._set(name text, value integer) returns integer
language sql
as $$ select set_config('pgtap.' || name, value::text, false)::integer $$;

create function @extschema@.diag(message text) returns text
language sql
as $$ select '# ' || regexp_replace(coalesce(message, 'NULL'), E'\n', E'\n# ', 'g') $$;

-- Plan and end ---------------------------------------------------------------------------------------------------------

create function @extschema@.plan(planned integer) returns text
language plpgsql
as $$
begin
  perform @extschema@._set('planned', planned), @extschema@._set('ran', 0), @extschema@._set('failed', 0);
  return '1..' || planned;
end
$$;

create function @extschema@.no_plan() returns setof boolean
language plpgsql
as $$
begin
  perform @extschema@._set('planned', 0), @extschema@._set('ran', 0), @extschema@._set('failed', 0);
end
$$;

create function @extschema@.finish(exception_on_failure boolean default null) returns setof text
language plpgsql
as $$
declare
  planned integer := @extschema@._number('planned');
  ran integer := @extschema@._number('ran');
  failed integer := @extschema@._number('failed');
begin
  if planned = 0 then
    return next '1..' || ran;
  elsif planned <> ran then
    return next @extschema@.diag(format('Looks like you planned %s test%s but ran %s', planned, case planned when 1 then '' else 's' end, ran));
  end if;
  if failed > 0 then
    if exception_on_failure then
      raise exception '% test% failed of %', failed, case failed when 1 then '' else 's' end, ran;
    end if;
    return next @extschema@.diag(format('Looks like you failed %s test%s of %s', failed, case failed when 1 then '' else 's' end, ran));
  end if;
end
$$;

-- Plain assertions -----------------------------------------------------------------------------------------------------

create function @extschema@.ok(passed boolean, description text) returns text
language plpgsql
as $$
declare
  number integer := @extschema@._set('ran', @extschema@._number('ran') + 1);
  line text := case when passed then 'ok ' else 'not ok ' end || number;
begin
  if coalesce(description, '') <> '' then
    line := line || ' - ' || regexp_replace(replace(description, '#', '\#'), E'\n', E'\n# ', 'g');
  end if;
  if passed then
    return line;
  end if;
  perform @extschema@._set('failed', @extschema@._number('failed') + 1);
  line := line || E'\n' || @extschema@.diag(format('Failed test %s%s', number, coalesce(': "' || description || '"', '')));
  return line || case when passed is null then E'\n' || @extschema@.diag('    (test result was NULL)') else '' end;
end
$$;

create function @extschema@.ok(passed boolean) returns text
language sql
as $$ select @extschema@.ok(passed, null) $$;

-- An assertion with an explanation that is shown when it fails.
create function @extschema@._ok_or(passed boolean, description text, explanation text) returns text
language sql
as $$
  select @extschema@.ok(passed, description) || case when passed then '' else E'\n' || @extschema@.diag(explanation) end
$$;

create function @extschema@.pass(description text default null) returns text
language sql
as $$ select @extschema@.ok(true, description) $$;

create function @extschema@.fail(description text default null) returns text
language sql
as $$ select @extschema@.ok(false, description) $$;

create function @extschema@.skip(why text, how_many integer default 1) returns text
language plpgsql
as $$
declare
  lines text[];
begin
  for i in 1 .. how_many loop
    lines := lines || format('ok %s # SKIP %s', @extschema@._set('ran', @extschema@._number('ran') + 1), why);
  end loop;
  return array_to_string(lines, E'\n');
end
$$;

create function @extschema@.is(have anyelement, want anyelement, description text default null) returns text
language sql
as $$
  select @extschema@._ok_or(have is not distinct from want, description,
    '        have: ' || coalesce(have::text, 'NULL') || E'\n        want: ' || coalesce(want::text, 'NULL'))
$$;

create function @extschema@.isnt(have anyelement, unwanted anyelement, description text default null) returns text
language sql
as $$
  select @extschema@._ok_or(have is distinct from unwanted, description,
    '        have: ' || coalesce(have::text, 'NULL') || E'\n        want: anything else')
$$;

create function @extschema@.matches(have anyelement, pattern text, description text default null) returns text
language sql
as $$
  select @extschema@._ok_or(have::text ~ pattern, description,
    format(E'                  %L\n   doesn''t match: %L', have, pattern))
$$;

create function @extschema@.cmp_ok(have anyelement, operator text, want anyelement, description text default null) returns text
language plpgsql
as $$
declare
  holds boolean;
begin
  execute format('select $1 %s $2', operator) into holds using have, want;
  return @extschema@._ok_or(coalesce(holds, false), description, format(E'    %L\n        %s\n    %L', have, operator, want));
end
$$;

-- Queries: an SQL text, or the name of a prepared statement ------------------------------------------------------------

create function @extschema@._query(statement text) returns text
language sql immutable
as $$
  select case when statement !~ '\s' or statement ~ '^"([^"]|"")+"$' then 'execute ' || statement else statement end
$$;

create function @extschema@._cursors_eq(have refcursor, want refcursor, description text) returns text
language plpgsql
as $$
declare
  have_row record;
  want_row record;
  have_found boolean;
  row_number integer := 0;
begin
  loop
    fetch have into have_row;
    have_found := found;
    fetch want into want_row;
    row_number := row_number + 1;
    if not have_found and not found then
      return @extschema@.ok(true, description);
    end if;
    if have_found <> found or have_row is distinct from want_row then
      return @extschema@._ok_or(false, description, format(
        E'    Results differ beginning at row %s:\n        have: %s\n        want: %s', row_number,
        case when have_found then have_row::text else 'NULL' end, case when found then want_row::text else 'NULL' end));
    end if;
  end loop;
exception when datatype_mismatch or undefined_function then
  return @extschema@._ok_or(false, description,
    E'    Number of columns or their types differ between the queries:\n        have: ' || coalesce(have_row::text, 'NULL')
    || E'\n        want: ' || coalesce(want_row::text, 'NULL'));
end
$$;

create function @extschema@.results_eq(have text, want text, description text default null) returns text
language plpgsql
as $$
declare
  have_cursor refcursor;
  want_cursor refcursor;
  result text;
begin
  open have_cursor for execute @extschema@._query(have);
  open want_cursor for execute @extschema@._query(want);
  result := @extschema@._cursors_eq(have_cursor, want_cursor, description);
  close have_cursor;
  close want_cursor;
  return result;
end
$$;

create function @extschema@.results_eq(have text, want anyarray, description text default null) returns text
language plpgsql
as $$
declare
  have_cursor refcursor;
  want_cursor refcursor;
  result text;
begin
  open have_cursor for execute @extschema@._query(have);
  open want_cursor for select unnest(want);
  result := @extschema@._cursors_eq(have_cursor, want_cursor, description);
  close have_cursor;
  close want_cursor;
  return result;
end
$$;

-- All rows of a query as text, in its order.
create function @extschema@._rows(statement text) returns text[]
language plpgsql
as $$
declare
  current record;
  found_rows text[] := '{}';
begin
  for current in execute @extschema@._query(statement) loop
    found_rows := found_rows || current::text;
  end loop;
  return found_rows;
end
$$;

-- Compares two collections of rows without regard to order; as sets, duplicates do not count either.
create function @extschema@._same_rows(have text[], want text[], as_set boolean, description text) returns text
language plpgsql
as $$
declare
  extra text[];
  missing text[];
begin
  if as_set then
    extra := array(select unnest(have) except select unnest(want));
    missing := array(select unnest(want) except select unnest(have));
  else
    extra := array(select unnest(have) except all select unnest(want));
    missing := array(select unnest(want) except all select unnest(have));
  end if;
  return @extschema@._ok_or(extra = '{}' and missing = '{}', description, concat_ws(E'\n',
    case when extra <> '{}' then E'    Extra records:\n        ' || array_to_string(extra, E'\n        ') end,
    case when missing <> '{}' then E'    Missing records:\n        ' || array_to_string(missing, E'\n        ') end));
end
$$;

create function @extschema@.set_eq(have text, want text, description text default null) returns text
language sql
as $$ select @extschema@._same_rows(@extschema@._rows(have), @extschema@._rows(want), true, description) $$;

create function @extschema@.set_eq(have text, want anyarray, description text default null) returns text
language sql
as $$
  select @extschema@._same_rows(@extschema@._rows(have), array(select row(w)::text from unnest(want) as w), true, description)
$$;

create function @extschema@.bag_eq(have text, want text, description text default null) returns text
language sql
as $$ select @extschema@._same_rows(@extschema@._rows(have), @extschema@._rows(want), false, description) $$;

create function @extschema@.bag_eq(have text, want anyarray, description text default null) returns text
language sql
as $$
  select @extschema@._same_rows(@extschema@._rows(have), array(select row(w)::text from unnest(want) as w), false, description)
$$;

create function @extschema@.is_empty(statement text, description text default null) returns text
language plpgsql
as $$
declare
  found_rows text[] := @extschema@._rows(statement);
begin
  return @extschema@._ok_or(found_rows = '{}', description, E'    Unexpected records:\n        ' || array_to_string(found_rows, E'\n        '));
end
$$;

create function @extschema@.isnt_empty(statement text, description text default null) returns text
language sql
as $$ select @extschema@.ok(@extschema@._rows(statement) <> '{}', description) $$;

-- Errors ---------------------------------------------------------------------------------------------------------------

create function @extschema@.throws_ok(statement text, errcode character(5), errmsg text, description text) returns text
language plpgsql
as $$
declare
  wanted text := concat_ws(': ', errcode, errmsg);
  label text := coalesce(description, 'threw ' || coalesce(nullif(wanted, ''), 'an exception'));
begin
  begin
    execute @extschema@._query(statement);
  exception when others then
    return @extschema@._ok_or((errcode is null or sqlstate = errcode) and (errmsg is null or sqlerrm = errmsg), label,
      format(E'      caught: %s: %s\n      wanted: %s', sqlstate, sqlerrm, wanted));
  end;
  return @extschema@._ok_or(false, label, E'      caught: no exception\n      wanted: ' || coalesce(nullif(wanted, ''), 'an exception'));
end
$$;

-- The second argument is a code when it has five characters; then the third is the message, else the description.
create function @extschema@.throws_ok(statement text, second text, third text) returns text
language sql
as $$
  select case when octet_length(second) = 5 then @extschema@.throws_ok(statement, second::character(5), third, null)
    else @extschema@.throws_ok(statement, null, second, third) end
$$;

create function @extschema@.throws_ok(statement text, second text) returns text
language sql
as $$
  select case when octet_length(second) = 5 then @extschema@.throws_ok(statement, second::character(5), null, null)
    else @extschema@.throws_ok(statement, null, second, null) end
$$;

create function @extschema@.throws_ok(statement text) returns text
language sql
as $$ select @extschema@.throws_ok(statement, null, null, null) $$;

create function @extschema@.throws_like(statement text, pattern text, description text default null) returns text
language plpgsql
as $$
begin
  begin
    execute @extschema@._query(statement);
  exception when others then
    return @extschema@._ok_or(sqlerrm like pattern, description, format(E'   error message: %L\n   doesn''t match: %L', sqlerrm, pattern));
  end;
  return @extschema@._ok_or(false, description, '    no exception thrown');
end
$$;

create function @extschema@.lives_ok(statement text, description text default null) returns text
language plpgsql
as $$
begin
  begin
    execute @extschema@._query(statement);
  exception when others then
    return @extschema@._ok_or(false, description, format(E'    died: %s: %s', sqlstate, sqlerrm));
  end;
  return @extschema@.ok(true, description);
end
$$;

-- The schema -----------------------------------------------------------------------------------------------------------

create function @extschema@._has_relation(kinds text, schema name, relation name) returns boolean
language sql stable
as $$
  select exists (
    select from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where position(c.relkind::text in kinds) > 0 and c.relname = relation
      and case when schema is null then pg_table_is_visible(c.oid) else n.nspname = schema end
  )
$$;

create function @extschema@.has_table(schema name, relation name, description text) returns text
language sql
as $$ select @extschema@.ok(@extschema@._has_relation('rp', schema, relation), description) $$;

create function @extschema@.has_table(schema name, relation name) returns text
language sql
as $$ select @extschema@.has_table(schema, relation, format('Table %I.%I should exist', schema, relation)) $$;

create function @extschema@.has_table(relation name) returns text
language sql
as $$ select @extschema@.has_table(null, relation, format('Table %I should exist', relation)) $$;

create function @extschema@.hasnt_table(schema name, relation name, description text) returns text
language sql
as $$ select @extschema@.ok(not @extschema@._has_relation('rp', schema, relation), description) $$;

create function @extschema@.has_view(schema name, relation name, description text) returns text
language sql
as $$ select @extschema@.ok(@extschema@._has_relation('v', schema, relation), description) $$;

create function @extschema@.has_materialized_view(schema name, relation name, description text) returns text
language sql
as $$ select @extschema@.ok(@extschema@._has_relation('m', schema, relation), description) $$;

create function @extschema@.has_index(schema name, relation name, index name, description text) returns text
language sql
as $$
  select @extschema@.ok(exists (
    select from pg_indexes where schemaname = schema and tablename = relation and indexname = index), description)
$$;

create function @extschema@.has_column(schema name, relation name, column_name name, description text) returns text
language sql
as $$
  select @extschema@.ok(exists (
    select from pg_attribute
    where attrelid = to_regclass(format('%I.%I', schema, relation)) and attname = column_name and attnum > 0 and not attisdropped
  ), description)
$$;

create function @extschema@.hasnt_column(schema name, relation name, column_name name, description text) returns text
language sql
as $$
  select @extschema@.ok(not exists (
    select from pg_attribute
    where attrelid = to_regclass(format('%I.%I', schema, relation)) and attname = column_name and attnum > 0 and not attisdropped
  ), description)
$$;

create function @extschema@.has_function(schema name, function_name name, description text) returns text
language sql
as $$
  select @extschema@.ok(exists (
    select from pg_proc p join pg_namespace n on n.oid = p.pronamespace where n.nspname = schema and p.proname = function_name
  ), description)
$$;

create function @extschema@.has_role(role name, description text default null) returns text
language sql
as $$
  select @extschema@.ok(exists (select from pg_roles where rolname = role), coalesce(description, format('Role %I should exist', role)))
$$;

create function @extschema@.policies_are(schema name, relation name, policies name[], description text default null) returns text
language sql
as $$
  select @extschema@._same_rows(
    array(select policyname::text from pg_policies where schemaname = schema and tablename = relation),
    policies::text[], true,
    coalesce(description, format('Table %I.%I should have the correct policies', schema, relation)))
$$;

create function @extschema@.table_privs_are(schema name, relation name, role name, privileges name[], description text default null)
returns text
language sql
as $$
  select @extschema@._same_rows(
    array(
      select p from unnest(array['DELETE', 'INSERT', 'MAINTAIN', 'REFERENCES', 'SELECT', 'TRIGGER', 'TRUNCATE', 'UPDATE']) as p
      where case p when 'MAINTAIN' then current_setting('server_version_num')::integer >= 170000 else true end
        and has_table_privilege(role, format('%I.%I', schema, relation), p)
    ),
    privileges::text[], true,
    coalesce(description, format('Role %I should have the granted privileges on %I.%I', role, schema, relation)))
$$;

create function @extschema@.function_privs_are(
  schema name, function_name name, arguments name[], role name, privileges name[], description text default null
) returns text
language sql
as $$
  select @extschema@._same_rows(
    case when has_function_privilege(role, format('%I.%I(%s)', schema, function_name, array_to_string(arguments, ',')), 'EXECUTE')
      then array['EXECUTE'] else '{}'::text[] end,
    privileges::text[], true,
    coalesce(description, format('Role %I should have the granted privileges on function %I.%I', role, schema, function_name)))
$$;

-- Tests act as any role, also where a project has taken the right to execute new functions from everyone.
grant execute on all functions in schema @extschema@ to public;
