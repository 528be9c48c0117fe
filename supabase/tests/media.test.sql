begin;
create extension if not exists pgtap with schema extensions;
set local search_path = public, extensions;
grant usage on schema extensions to public;
grant execute on all functions in schema extensions to public;
select plan(13);

insert into public.users (id, farcaster_fid, display_name) values
  ('00000000-0000-4000-8000-0000000000a1', 1, 'Nia'),
  ('00000000-0000-4000-8000-0000000000b2', 2, 'Jonas');
insert into public.media_files (id, user_id, purpose, cid, size_bytes, mime, pin_status, checked_at) values
  ('00000000-0000-4000-8000-0000000000f1', '00000000-0000-4000-8000-0000000000a1', 'take', 'bafkrei' || repeat('a', 52), 100, 'audio/wav', 'pinned', now()),
  ('00000000-0000-4000-8000-0000000000f2', '00000000-0000-4000-8000-0000000000a1', 'take', 'bafkrei' || repeat('b', 52), 100, 'audio/wav', 'pinned', now()),
  ('00000000-0000-4000-8000-0000000000f3', '00000000-0000-4000-8000-0000000000b2', 'take', 'bafkrei' || repeat('c', 52), 100, 'audio/wav', 'allowed', null);
insert into public.performances (id, user_id, title, poster_lines, kind, ink, status, media_id) values
  ('00000000-0000-4000-8000-0000000000c1', '00000000-0000-4000-8000-0000000000a1', 'Live one', '{LIVE}', 'song', 'amber', 'live', '00000000-0000-4000-8000-0000000000f1'),
  ('00000000-0000-4000-8000-0000000000c2', '00000000-0000-4000-8000-0000000000a1', 'Draft one', '{DRAFT}', 'song', 'teal', 'draft', '00000000-0000-4000-8000-0000000000f2');
insert into public.attestations (performance_id, user_id, text_version)
values ('00000000-0000-4000-8000-0000000000c1', '00000000-0000-4000-8000-0000000000a1', 'rights-1');

set local role anon;
select results_eq('select right(id::text, 2) from public.media_files', array['f1'], 'Strangers see files of what is on stage, and no others');
select throws_ok('select user_id from public.media_files', '42501', null, 'Strangers do not see whose a file is but by its take');
select throws_ok('select * from public.attestations', '42501', null, 'Strangers see no attestations');

set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000b2"}';
select results_eq('select right(id::text, 2) from public.media_files order by id', array['f1', 'f3'], 'People see their own uploads and what is on stage');
select is_empty('select id from public.attestations', 'People see no attestations of others');
select throws_ok('select pin_ref from public.media_files', '42501', null, 'People do not see the pinning service''s own names');
select throws_ok(
  $$insert into public.media_files (user_id, purpose, cid, size_bytes, mime) values (auth.uid(), 'take', 'bafkrei' || repeat('d', 52), 1, 'audio/wav')$$,
  '42501', null, 'People cannot go around the door for uploads');
select throws_ok($$update public.media_files set pin_status = 'pinned'$$, '42501', null, 'People cannot say that a file was checked');
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select results_eq('select text_version from public.attestations', array['rights-1'], 'People see what they attested');

set local role gigavibe_functions;
select throws_ok($$update public.media_files set pin_status = 'pinned' where id::text like '%f3'$$, '23514', null, 'Nothing is pinned that was not checked');
select throws_ok('delete from public.media_files', '42501', null, 'Functions cannot delete files');
select throws_ok($$update public.attestations set text_version = 'rights-9'$$, '42501', null, 'Nobody changes what was attested');

reset role;
select is_empty(
  $$select t.name from (values ('public.media_files', 'cid'), ('public.pose_files', 'cid'), ('public.provenance_batches', 'cid'), ('public.viral_queue', 'metadata_cid')) t (name, col)
    where not exists (select from pg_index i join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] where i.indrelid = t.name::regclass and a.attname = t.col)$$,
  'Whether a file that is to go is of use elsewhere is found by an index');

select * from finish();
rollback;
