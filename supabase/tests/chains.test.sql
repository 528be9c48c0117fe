begin;
create extension if not exists pgtap with schema extensions;
set local search_path = public, extensions;
grant usage on schema extensions to public;
grant execute on all functions in schema extensions to public;
select plan(28);

insert into public.users (id, farcaster_fid, display_name) values
  ('00000000-0000-4000-8000-0000000000a1', 1, 'Nia'),
  ('00000000-0000-4000-8000-0000000000b2', 2, 'Jonas');
insert into public.pose_files (cid, user_id, bytes, frames, duration_ms) values
  ('b' || repeat('a', 58), '00000000-0000-4000-8000-0000000000a1', 1000, 30, 1000),
  ('b' || repeat('b', 58), '00000000-0000-4000-8000-0000000000a1', 1000, 30, 1000);
insert into public.dance_chains (id, kind, title, poster_lines, ink, started_by, status) values
  ('00000000-0000-4000-8000-0000000000c1', 'dance', 'Kitchen floor', '{KITCHEN}', 'amber', '00000000-0000-4000-8000-0000000000a1', 'live'),
  ('00000000-0000-4000-8000-0000000000c2', 'dance', 'Taken down', '{DOWN}', 'amber', '00000000-0000-4000-8000-0000000000a1', 'hidden');
insert into public.dance_moves (id, chain_id, parent_id, depth, user_id, name, pose_cid, move_ms, scores, score, scorer, mirrored) values
  ('00000000-0000-4000-8000-0000000000d1', '00000000-0000-4000-8000-0000000000c1', null, 1, '00000000-0000-4000-8000-0000000000a1', 'Spin', 'b' || repeat('a', 58), 1000, null, null, null, null),
  ('00000000-0000-4000-8000-0000000000d2', '00000000-0000-4000-8000-0000000000c1', '00000000-0000-4000-8000-0000000000d1', 2, '00000000-0000-4000-8000-0000000000b2', 'Kick', 'b' || repeat('a', 58), 1000, '{91}', 91, 'limbs-2', false),
  ('00000000-0000-4000-8000-0000000000d3', '00000000-0000-4000-8000-0000000000c2', null, 1, '00000000-0000-4000-8000-0000000000a1', 'Gone', 'b' || repeat('b', 58), 1000, null, null, null, null);

select throws_ok(
  $$insert into public.dance_moves (chain_id, parent_id, depth, user_id, name) values ('00000000-0000-4000-8000-0000000000c1', '00000000-0000-4000-8000-0000000000d1', 3, '00000000-0000-4000-8000-0000000000a1', 'Leap')$$,
  '23514', null, 'No move skips one');
select throws_ok(
  $$insert into public.dance_moves (chain_id, parent_id, depth, user_id, name) values ('00000000-0000-4000-8000-0000000000c1', '00000000-0000-4000-8000-0000000000d3', 2, '00000000-0000-4000-8000-0000000000a1', 'Leap')$$,
  '23503', null, 'A move answers one of its own chain');
select throws_ok(
  $$insert into public.dance_moves (chain_id, depth, user_id, name) values ('00000000-0000-4000-8000-0000000000c1', 1, '00000000-0000-4000-8000-0000000000a1', 'Leap')$$,
  '23505', null, 'A chain starts once');
select throws_ok(
  $$update public.dance_moves set scores = '{101}' where name = 'Kick'$$, '23514', null, 'A score ends at 100');

set local role anon;
select results_eq('select title, moves_count, longest from public.dance_chains', $$values ('Kitchen floor', 2, 2)$$, 'Everyone sees live chains, counted');
select results_eq('select name from public.dance_moves order by depth', $$values ('Spin'), ('Kick')$$, 'Everyone sees their moves');
select throws_ok('select * from public.move_votes', '42501', null, 'Strangers see no votes');
select throws_ok('select * from public.pose_files', '42501', null, 'Nobody lists the pose files of others');

set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000b2"}';
select lives_ok($$insert into public.move_votes (move_id) values ('00000000-0000-4000-8000-0000000000d1')$$, 'Jonas votes for Nia''s move');
select throws_ok($$insert into public.move_votes (move_id) values ('00000000-0000-4000-8000-0000000000d1')$$, '23505', null, 'Once');
select throws_ok($$insert into public.move_votes (move_id) values ('00000000-0000-4000-8000-0000000000d2')$$, '42501', null, 'Nobody votes for their own move');
select throws_ok($$insert into public.move_votes (move_id) values ('00000000-0000-4000-8000-0000000000d3')$$, '42501', null, 'Nobody votes for what was taken down');
select lives_ok($$insert into public.chain_follows (chain_id) values ('00000000-0000-4000-8000-0000000000c1')$$, 'Jonas follows the chain');
select throws_ok($$insert into public.chain_follows (chain_id) values ('00000000-0000-4000-8000-0000000000c2')$$, '42501', null, 'Nobody follows what was taken down');
select throws_ok($$update public.dance_chains set votes_count = 100$$, '42501', null, 'People write no counters');
select throws_ok(
  $$insert into public.dance_moves (chain_id, depth, user_id, name) values ('00000000-0000-4000-8000-0000000000c1', 1, '00000000-0000-4000-8000-0000000000b2', 'Leap')$$,
  '42501', null, 'Moves come through the door that scores them');
select results_eq(
  $$select c.votes_count, c.follows_count, m.votes_count from public.dance_chains c join public.dance_moves m on m.chain_id = c.id where m.depth = 1$$,
  $$values (1, 1, 1)$$, 'The database counts');
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select is_empty('select * from public.move_votes', 'Nobody sees who voted');
delete from public.move_votes;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000b2"}';
select isnt_empty('select * from public.move_votes', 'Nobody takes back the vote of another');
delete from public.move_votes;
delete from public.chain_follows;
select results_eq(
  $$select c.votes_count, c.follows_count, m.votes_count from public.dance_chains c join public.dance_moves m on m.chain_id = c.id where m.depth = 1$$,
  $$values (0, 0, 0)$$, 'What is taken back is not counted');

reset role;
select results_eq(
  $$select generation, performance_id, title, display_name from public.credit_lines(move => '00000000-0000-4000-8000-0000000000d2')$$,
  $$values (0, null::uuid, 'Kick', 'Jonas'), (1, null, 'Spin', 'Nia')$$, 'Who answers a move owes credit to whoever danced it and the moves before, with a take or without');
insert into public.performances (id, user_id, title, poster_lines, kind, ink) values
  ('00000000-0000-4000-8000-0000000000e1', '00000000-0000-4000-8000-0000000000a1', 'First', '{FIRST}', 'dance', 'amber');
insert into public.performances (id, user_id, title, poster_lines, kind, ink, remix_of) values
  ('00000000-0000-4000-8000-0000000000e2', '00000000-0000-4000-8000-0000000000b2', 'Second', '{SECOND}', 'dance', 'amber', '00000000-0000-4000-8000-0000000000e1');
update public.dance_moves set performance_id = '00000000-0000-4000-8000-0000000000e1' where name = 'Spin';
update public.dance_moves set performance_id = '00000000-0000-4000-8000-0000000000e2' where name = 'Kick';
select results_eq(
  $$select generation, title, display_name from public.credit_lines('00000000-0000-4000-8000-0000000000e2')$$,
  $$values (0, 'Second', 'Jonas'), (1, 'First', 'Nia')$$, 'What is both remixed and answered is named once');

insert into public.users (id, wallet_address, display_name) values ('00000000-0000-4000-8000-0000000000c3', '0x' || repeat('c', 40), 'Jonas again');
insert into public.dance_moves (id, chain_id, parent_id, depth, user_id, name) values
  ('00000000-0000-4000-8000-0000000000d4', '00000000-0000-4000-8000-0000000000c1', '00000000-0000-4000-8000-0000000000d1', 2, '00000000-0000-4000-8000-0000000000c3', 'Leap');
insert into public.move_votes (move_id, user_id) values
  ('00000000-0000-4000-8000-0000000000d1', '00000000-0000-4000-8000-0000000000c3'),
  ('00000000-0000-4000-8000-0000000000d2', '00000000-0000-4000-8000-0000000000c3'),
  ('00000000-0000-4000-8000-0000000000d4', '00000000-0000-4000-8000-0000000000b2');
select private.merge_users('00000000-0000-4000-8000-0000000000c3', '00000000-0000-4000-8000-0000000000b2');
select results_eq(
  $$select name, m.votes_count, c.votes_count from public.dance_moves m join public.dance_chains c on c.id = m.chain_id where c.status = 'live' order by name$$,
  $$values ('Kick', 0, 1), ('Leap', 0, 1), ('Spin', 1, 1)$$, 'Of two accounts that become one neither''s vote for the other''s move stays');

select private.erase_user('00000000-0000-4000-8000-0000000000b2');
select results_eq($$select sum(m.votes_count)::int from public.dance_moves m$$, array[0], 'Who leaves takes their votes along');
set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000b2"}';
select throws_ok($$insert into public.move_votes (move_id) values ('00000000-0000-4000-8000-0000000000d1')$$, '23514', 'They left.', 'and votes no more');
select throws_ok($$insert into public.chain_follows (chain_id) values ('00000000-0000-4000-8000-0000000000c1')$$, '23514', 'They left.', 'nor follows a chain');
select throws_ok($$insert into public.notice_settings (time_zone) values ('Europe/Berlin')$$, '23514', 'They left.', 'nor says where they are');
select throws_ok($$insert into public.reports (move_id, reason) values ('00000000-0000-4000-8000-0000000000d1', 'spam')$$, '23514', 'They left.', 'nor reports');
reset role;

select * from finish();
rollback;
