begin;
create extension if not exists pgtap with schema extensions;
set local search_path = public, extensions;
grant usage on schema extensions to public;
grant execute on all functions in schema extensions to public;
select plan(99);

insert into public.users (id, farcaster_fid, display_name, username) values
  ('00000000-0000-4000-8000-0000000000a1', 1, 'Nia', 'nia'),
  ('00000000-0000-4000-8000-0000000000b2', 2, 'Jonas', null),
  ('00000000-0000-4000-8000-0000000000c3', 3, 'Operator', null);
insert into private.operators (user_id) values ('00000000-0000-4000-8000-0000000000c3');
insert into public.performances (id, user_id, title, poster_lines, kind, ink, status, cast_at)
select ('00000000-0000-4000-8000-0000000000' || lpad(n::text, 2, '0'))::uuid, '00000000-0000-4000-8000-0000000000a1', 'Take ' || n, '{TAKE}', 'song', 'amber',
  case n when 12 then 'hidden' else 'live' end, now() from generate_series(1, 12) n;
insert into public.viral_queue (performance_id, user_id, detection_score, rule_version, decided_at)
values ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-0000000000a1', 1, 'v', now());

set local role anon;
select throws_ok($$insert into public.reports (performance_id, reason) values ('00000000-0000-4000-8000-000000000001', 'spam')$$, '42501', null, 'Strangers sign in before they report');
set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000b2"}';
select lives_ok($$insert into public.reports (performance_id, reason, details) values ('00000000-0000-4000-8000-000000000001', 'not_theirs', 'This is my song')$$, 'A fan reports a take');
select throws_ok($$insert into public.reports (performance_id, reason) values ('00000000-0000-4000-8000-000000000001', 'spam')$$, '23505', null, 'Once per person and take');
select throws_ok($$insert into public.reports (performance_id, reason) values ('00000000-0000-4000-8000-000000000002', 'boring')$$, '23514', null, 'Reasons come from the list');
select throws_ok($$insert into public.reports (performance_id, reason) values ('00000000-0000-4000-8000-000000000012', 'spam')$$, '42501', null, 'What nobody sees nobody reports');
insert into public.reports (performance_id, reason)
select id, 'spam' from public.performances where title in ('Take 2', 'Take 3', 'Take 4', 'Take 5', 'Take 6', 'Take 7', 'Take 8', 'Take 9', 'Take 10');
select throws_ok($$insert into public.reports (performance_id, reason) values ('00000000-0000-4000-8000-000000000011', 'spam')$$, '23514', null, 'Ten an hour are the most');
select throws_ok('select * from public.moderation_queue()', '42501', null, 'People do not see what others reported');
select throws_ok($$select public.moderate_take('00000000-0000-4000-8000-000000000001', 'hide', 'mine')$$, '42501', null, 'People hide nothing');
select throws_ok('select * from public.moderation_log()', '42501', null, 'Nor what was decided');
select throws_ok('select * from public.copy_queue()', '42501', null, 'Nor what may be a copy');
select throws_ok('delete from public.reports', '42501', null, 'A report stands');
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select is_empty('select * from public.reports', 'The creator does not see who reported');

set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000c3"}';
select results_eq('select count(*) from public.moderation_queue()', array[10::bigint], 'Operators see what was reported');
select results_eq($$select distinct creator, username, fid from public.moderation_queue()$$,
  $$values ('Nia', 'nia', 1::bigint)$$, 'And whose it is');
select lives_ok($$select public.moderate_take('00000000-0000-4000-8000-000000000001', 'hide', 'Somebody else''s song')$$, 'An operator hides a take');
select results_eq('select count(*) from public.moderation_queue()', array[9::bigint], 'A decision answers the reports before it');
reset role;
select results_eq(
  $$select p.status, q.status from public.performances p join public.viral_queue q on q.performance_id = p.id$$,
  $$values ('hidden', 'held')$$, 'What is hidden makes no coin');
set local role authenticated;
select results_eq('select action, operator, undoable from public.moderation_log()', $$values ('hide', 'Operator', true)$$, 'Each decision is on record with its operator');
select lives_ok($$select public.moderate_take('00000000-0000-4000-8000-000000000001', 'show', 'It is theirs after all')$$, 'An operator shows it again');
reset role;
select results_eq(
  $$select p.status, q.status from public.performances p join public.viral_queue q on q.performance_id = p.id$$,
  $$values ('live', 'detected')$$, 'Its creator is asked anew');
-- Hidden while a worker has it in hand, which only sees that the take is gone.
update public.viral_queue set status = 'reserved', consent = '{"name":"Take 1"}', consent_signature = '0x', consented_at = now(), predicted_address = '0x' || repeat('c0', 20);
set local role authenticated;
select public.moderate_take('00000000-0000-4000-8000-000000000001', 'hide', 'Again?');
reset role;
set local role gigavibe_functions;
update public.viral_queue set status = 'held', last_error = null where status = 'reserved';
select results_eq('select last_error from public.viral_queue', array['An operator hid this take.'], 'A worker that finds it hidden holds it for the true cause');
reset role;
set local role authenticated;
select lives_ok($$select public.moderate_take('00000000-0000-4000-8000-000000000001', 'show', 'No, it is theirs')$$, 'An operator shows it once more');
reset role;
select results_eq(
  'select status, consent is null and consent_signature is null and consented_at is null, predicted_address is null from public.viral_queue',
  $$values ('detected', true, true)$$, 'What was signed before and is over counts no longer');
-- Shown again after the worker looked and before it says that the take is gone.
update public.viral_queue set status = 'reserved';
set local role gigavibe_functions;
update public.viral_queue set status = 'held', last_error = null where status = 'reserved';
reset role;
select results_eq('select status, last_error from public.viral_queue', $$values ('reserved', null)$$, 'A worker that is late with that holds nothing');
-- Hidden between consent and coin, by an operator who was wrong.
create function pg_temp.hide_and_show(taker text, left_of_card interval default '1 hour') returns table (status text, keeps_consent boolean, is_woken boolean, ticker text) language plpgsql as $$
begin
  delete from public.jobs;
  update public.viral_queue set status = 'pinned', ticker = 'TAKE1', consent_signature = '0x', consented_at = now(), opens_at = now(), consent_expires_at = now() + left_of_card,
    consent = jsonb_build_object('expiry', extract(epoch from now() + left_of_card + interval '1 hour')::bigint::text);
  perform public.moderate_take('00000000-0000-4000-8000-000000000001', 'hide', 'Stolen');
  if taker is not null then
    insert into public.viral_queue (performance_id, user_id, detection_score, rule_version, decided_at, ticker)
    values ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-0000000000a1', 1, 'v', now(), taker);
  end if;
  perform public.moderate_take('00000000-0000-4000-8000-000000000001', 'show', 'It is not');
  return query select q.status, q.consent is not null and q.consent_signature is not null and q.opens_at is null,
    exists (select from public.jobs j where j.key = 'launch:' || q.id), q.ticker from public.viral_queue q where q.performance_id = '00000000-0000-4000-8000-000000000001';
  delete from public.viral_queue where performance_id = '00000000-0000-4000-8000-000000000002';
end $$;
select results_eq($$select * from pg_temp.hide_and_show(null)$$, $$values ('approved', true, true, 'TAKE1')$$, 'What was signed and still stands goes on, and is announced anew');
select results_eq($$select * from pg_temp.hide_and_show('TAKE2')$$, $$values ('approved', true, true, 'TAKE1')$$, 'Whatever others are called');
select results_eq($$select * from pg_temp.hide_and_show('TAKE1')$$, $$values ('detected', false, false, null)$$, 'Where another coin took its ticker meanwhile its creator is asked anew, and it is not taken back');
select results_eq($$select * from pg_temp.hide_and_show(null, '-50 minutes')$$, $$values ('detected', false, false, 'TAKE1')$$, 'Also where what is left of the consent could end while the coin is announced');
select private.hold_launches('{00000000-0000-4000-8000-000000000001}', 'The cast was deleted.');
update public.performances set taken_back_at = now() where id = '00000000-0000-4000-8000-000000000001';
select private.release_launch('00000000-0000-4000-8000-000000000001');
select results_eq('select status from public.viral_queue', array['held'], 'What its creator took back stays held, whatever an operator shows');
update public.performances set taken_back_at = null where id = '00000000-0000-4000-8000-000000000001';
select private.release_launch('00000000-0000-4000-8000-000000000001');
update public.viral_queue set status = 'detected';
-- Crossed the line while it was hidden: nothing was confirmed, and nobody else would look again.
insert into private.engagement_casts (cast_hash, performance_id, posted_at, fired_at) values ('0x' || repeat('5c', 20), '00000000-0000-4000-8000-000000000005', now(), now());
select public.moderate_take('00000000-0000-4000-8000-000000000005', 'hide', 'Spam');
delete from public.jobs;
select public.moderate_take('00000000-0000-4000-8000-000000000005', 'show', 'It is none');
select results_eq('select key, payload ->> ''cast_hash'' from public.jobs where kind = ''judge''', $$values ('judge:0x' || repeat('5c', 20), '0x' || repeat('5c', 20))$$, 'What crossed the line while it was hidden is judged when it is shown again');
update public.performances set status = 'hidden', taken_back_at = now() where title = 'Take 3';
set local role authenticated;
select throws_ok($$select public.moderate_take('00000000-0000-4000-8000-000000000001', 'show', 'again')$$, '23514', null, 'What is not hidden cannot be shown');
select lives_ok($$select public.moderate_take('00000000-0000-4000-8000-000000000003', 'hide', 'Spam')$$, 'What its author took back can be hidden too');
select throws_ok($$select public.moderate_take('00000000-0000-4000-8000-000000000003', 'show', 'sorry')$$, '23514', null, 'But nobody brings it back');
reset role;

-- An author's one appeal.
create temporary table hidden as select max(id) as id from public.moderation_decisions where performance_id = '00000000-0000-4000-8000-000000000002';
grant select on hidden to authenticated;
set local role authenticated;
select public.moderate_take('00000000-0000-4000-8000-000000000002', 'hide', 'Spam, I think');
select public.moderate_take('00000000-0000-4000-8000-000000000004', 'keep', 'Nothing wrong');
reset role;
update hidden set id = (select max(id) from public.moderation_decisions where performance_id = '00000000-0000-4000-8000-000000000002');
set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000b2"}';
select is_empty('select id from public.moderation_decisions', 'Nobody else sees why a take was hidden');
select throws_ok($$insert into public.appeals (decision_id, words) select id, 'Let me' from hidden$$, '42501', null, 'Nobody appeals for others');
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select results_eq(
  $$select action, note from public.moderation_decisions where performance_id = '00000000-0000-4000-8000-000000000002'$$,
  $$values ('hide', 'Spam, I think')$$, 'Its author reads why');
select is_empty(
  $$select id from public.moderation_decisions where performance_id = '00000000-0000-4000-8000-000000000004'$$, 'But not that a take was reported and kept');
select throws_ok('select operator_id from public.moderation_decisions', '42501', null, 'Nor who decided');
select throws_ok(
  $$insert into public.appeals (decision_id, words) select min(id), 'Late' from public.moderation_decisions where performance_id = '00000000-0000-4000-8000-000000000001' and action = 'hide'$$,
  '23514', null, 'What was shown again needs no appeal');
select lives_ok($$insert into public.appeals (decision_id, words) select id, 'It is my own song' from hidden$$, 'They appeal');
select throws_ok($$insert into public.appeals (decision_id, words) select id, 'Again' from hidden$$, '23514', null, 'Once');
select throws_ok($$update public.appeals set words = 'Better'$$, '42501', null, 'What was said stands');
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000c3"}';
select results_eq(
  $$select kind, title, status, reports, appeal from public.moderation_queue(1)$$,
  $$values ('take', 'Take 2', 'hidden', 0::bigint, 'It is my own song')$$, 'Appeals come first');
select public.moderate_take('00000000-0000-4000-8000-000000000002', 'hide', 'It stays hidden');
select is_empty($$select * from public.moderation_queue() where title = 'Take 2'$$, 'The next decision is the answer');
reset role;
update hidden set id = (select max(id) from public.moderation_decisions where performance_id = '00000000-0000-4000-8000-000000000002');
set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select throws_ok($$insert into public.appeals (decision_id, words) select id, 'Please' from hidden$$, '23514', null, 'The answer is the last word');

-- An operator answers reports with keep whose take another one just hid.
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000c3"}';
select public.moderate_take('00000000-0000-4000-8000-000000000006', 'hide', 'Spam');
select public.moderate_take('00000000-0000-4000-8000-000000000006', 'keep', 'It is none');
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select lives_ok(
  $$insert into public.appeals (decision_id, words) select max(id), 'No spam' from public.moderation_decisions where performance_id = '00000000-0000-4000-8000-000000000006'$$,
  'What was hidden stays hidden, and its author appeals');
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000c3"}';
select results_eq($$select title, appeal from public.moderation_queue(1)$$, $$values ('Take 6', 'No spam')$$, 'Which operators read');
select results_eq(
  $$select action, undoable from public.moderation_log(most => 2)$$, $$values ('keep', false), ('hide', true)$$, 'It can be shown again');
select lives_ok($$select public.moderate_take('00000000-0000-4000-8000-000000000006', 'show', 'It is none')$$, 'And is');
select is_empty($$select * from public.moderation_queue() where title = 'Take 6'$$, 'That answers the appeal');

-- A chain.
reset role;
insert into public.dance_chains (id, kind, title, poster_lines, ink, started_by)
values ('00000000-0000-4000-8000-0000000000d4', 'song', 'Harbour round', '{HARBOUR}', 'amber', '00000000-0000-4000-8000-0000000000a1');
insert into public.dance_moves (chain_id, depth, user_id, name, performance_id)
values ('00000000-0000-4000-8000-0000000000d4', 1, '00000000-0000-4000-8000-0000000000a1', 'Verse', '00000000-0000-4000-8000-000000000001');
create function pg_temp.launch() returns table (status text, last_error text) language sql as
  $$select q.status, q.last_error from public.viral_queue q where q.performance_id = '00000000-0000-4000-8000-000000000001'$$;
set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000c3"}';
select lives_ok($$insert into public.reports (chain_id, reason) values ('00000000-0000-4000-8000-0000000000d4', 'hate')$$, 'A chain is reported');
select throws_ok($$insert into public.reports (chain_id, performance_id, reason) values ('00000000-0000-4000-8000-0000000000d4', '00000000-0000-4000-8000-000000000001', 'hate')$$, '23514', null, 'A report is about one thing');
select results_eq($$select title, creator from public.moderation_queue() where kind = 'chain'$$, $$values ('Harbour round', 'Nia')$$, 'Operators see it');
select lives_ok($$select public.moderate_chain('00000000-0000-4000-8000-0000000000d4', 'hide', 'Hateful title')$$, 'An operator hides it');
reset role;
select results_eq('select * from pg_temp.launch()', $$values ('held', 'An operator hid the chain of this take.')$$, 'Its takes become no coins');
set local role anon;
select is_empty('select * from public.dance_chains', 'Nobody sees it');
select is_empty('select * from public.dance_moves', 'Nor its verses');
set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select lives_ok(
  $$insert into public.appeals (decision_id, words) select max(id), 'It is a harbour' from public.moderation_decisions where chain_id = '00000000-0000-4000-8000-0000000000d4'$$, 'Whoever started it appeals');
reset role;
insert into public.copy_claims (performance_id, of_performance_id, because)
values ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000005', 'alike'), ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000006', 'alike');
set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000c3"}';
select public.moderate_chain('00000000-0000-4000-8000-0000000000d4', 'show', 'It is a harbour indeed');
reset role;
select results_eq($$select status, last_error like 'It sounds like%' from pg_temp.launch()$$, $$values ('held', true)$$, 'Shown again, a take is still held for what else holds it');
create temporary table claims as select array_agg(id) as ids from public.copy_claims;
grant select on claims to authenticated;
set local role authenticated;
select results_eq('select title, jsonb_array_length(claims), note from public.copy_queue()', $$values ('Take 1', 2, null::text)$$, 'A take like two older ones waits once, and nobody has answered it');
select lives_ok($$select public.answer_copy(ids, 'own', 'Her own harbour') from claims$$, 'And is answered once');
reset role;
select results_eq('select * from pg_temp.launch()', $$values ('detected', null::text)$$, 'When nothing holds it its creator is asked anew');
select throws_ok($$insert into public.copy_claims (performance_id, because) values ('00000000-0000-4000-8000-000000000001', 'alike')$$, '23514', null, 'Like what, a claim must say');
insert into public.copy_claims (performance_id, because) values ('00000000-0000-4000-8000-000000000001', 'unheard');
select throws_ok($$insert into public.copy_claims (performance_id, because) values ('00000000-0000-4000-8000-000000000001', 'unheard')$$, '23505', null, 'A take is unheard once');
select results_eq('select * from pg_temp.launch()', $$values ('held', 'Its sound could not be compared with others. An operator listens to it.')$$, 'What could not be heard becomes no coin');
set local role authenticated;
select results_eq($$select claims->0->>'because', claims->0->>'title' from public.copy_queue()$$, $$values ('unheard', null::text)$$, 'Until an operator has listened');
reset role;
delete from claims;
insert into claims select array_agg(id) from public.copy_claims where because = 'unheard';
set local role authenticated;
select lives_ok($$select public.answer_copy(ids, 'own', 'I heard it') from claims$$, 'And says so');
reset role;
select results_eq('select * from pg_temp.launch()', $$values ('detected', null::text)$$, 'Then its creator is asked');
update public.copy_claims set decision = null, note = null, decided_at = null where because = 'unheard';
set local role authenticated;
select lives_ok($$select public.answer_copy(ids, 'copy', 'A record of the fifties') from claims$$, 'An operator may find that it is a copy');
select throws_ok($$select public.answer_copy(ids, 'own', 'I say otherwise') from claims$$, '23514', 'Somebody has answered this already.', 'No second answer takes the place of the first');
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
update public.copy_claims set appeal = 'I sang that record' where because = 'unheard';
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000c3"}';
select results_eq('select appeal, note, operator from public.copy_queue()',
  $$values ('I sang that record', 'A record of the fifties', 'Operator')$$, 'Until its maker appeals: then operators read what was answered, why and by whom');
select lives_ok($$select public.answer_copy(ids, 'own', 'So she did') from claims$$, 'And answer once more');
reset role;
select results_eq($$select decision, note from private.copy_decisions where claim_id = (select ids[1] from claims) order by id$$,
  $$values ('own', 'I heard it'), ('copy', 'A record of the fifties'), ('own', 'So she did')$$, 'What was answered before stays written down');

-- One verse of three.
insert into public.dance_moves (id, chain_id, parent_id, depth, user_id, name, performance_id)
select '00000000-0000-4000-8000-0000000000f2', chain_id, id, 2, '00000000-0000-4000-8000-0000000000b2', 'Rude verse', null from public.dance_moves where depth = 1;
insert into public.dance_moves (id, chain_id, parent_id, depth, user_id, name, performance_id)
values ('00000000-0000-4000-8000-0000000000f3', '00000000-0000-4000-8000-0000000000d4', '00000000-0000-4000-8000-0000000000f2', 3, '00000000-0000-4000-8000-0000000000a1', 'Third verse', null);
update public.dance_moves set performance_id = null where depth = 1;
update public.dance_moves set performance_id = '00000000-0000-4000-8000-000000000001' where name = 'Rude verse';
set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select lives_ok($$insert into public.reports (move_id, reason) values ('00000000-0000-4000-8000-0000000000f2', 'hate')$$, 'A verse is reported');
select throws_ok($$select public.moderate_move('00000000-0000-4000-8000-0000000000f2', 'hide', 'mine')$$, '42501', null, 'People hide no verses');
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000c3"}';
select results_eq(
  $$select subject_id, page_id, title from public.moderation_queue() where kind = 'verse'$$,
  $$values ('00000000-0000-4000-8000-0000000000f2'::uuid, '00000000-0000-4000-8000-0000000000d4'::uuid, 'Rude verse in Harbour round')$$, 'Operators see which, and where');
select lives_ok($$select public.moderate_move('00000000-0000-4000-8000-0000000000f2', 'hide', 'Rude')$$, 'An operator hides it');
reset role;
select results_eq('select * from pg_temp.launch()', $$values ('held', 'An operator hid the place of this take in its chain.')$$, 'Its take becomes no coin');
set local role anon;
select results_eq('select name from public.dance_moves order by depth', $$values ('Verse'), ('Third verse')$$, 'Nobody sees it; those beside it stay');
select results_eq(
  $$select id, parent_id is not null, depth from public.hidden_moves('00000000-0000-4000-8000-0000000000d4')$$,
  $$values ('00000000-0000-4000-8000-0000000000f2'::uuid, true, 2)$$, 'Its place stays, and says nothing more');
select results_eq(
  $$select title from public.credit_lines(move => '00000000-0000-4000-8000-0000000000f3')$$, $$values ('Third verse'), ('Verse')$$, 'Credit finds its way past it');
set local role gigavibe_functions;
select results_eq(
  $$select title from public.credit_lines(move => '00000000-0000-4000-8000-0000000000f3')$$, $$values ('Third verse'), ('Verse')$$, 'A consent asks for parts for nobody else');
-- People choose the ids of their takes: one that is called as somebody's hidden verse.
reset role;
insert into public.performances (id, user_id, title, poster_lines, kind, ink)
values ('00000000-0000-4000-8000-0000000000f2', '00000000-0000-4000-8000-0000000000a1', 'Namesake', '{NAMESAKE}', 'song', 'amber');
set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000c3"}';
insert into public.reports (performance_id, reason) values ('00000000-0000-4000-8000-0000000000f2', 'spam');
select results_eq($$select kind, title, reports from public.moderation_queue() where subject_id = '00000000-0000-4000-8000-0000000000f2'$$, $$values ('take', 'Namesake', 1::bigint)$$, 'Who reports a take reports no verse of the same id');
select throws_ok($$select public.moderate_take('00000000-0000-4000-8000-0000000000f2', 'show', 'again')$$, '23514', null, 'A take is not shown for what hid a verse');
select lives_ok($$select public.moderate_take('00000000-0000-4000-8000-0000000000f2', 'hide', 'Spam')$$, 'It is hidden by itself');
select results_eq($$select kind, title, undoable from public.moderation_log(most => 2)$$, $$values ('take', 'Namesake', true), ('verse', 'Rude verse in Harbour round', true)$$, 'Each decision is about one of the two');
select is_empty($$select subject_id from public.moderation_queue() where subject_id = '00000000-0000-4000-8000-0000000000f2'$$, 'And answers its own reports');
set local role authenticated;
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000a1"}';
select is_empty($$select id from public.moderation_decisions where move_id is not null$$, 'Who started the chain does not read why');
select throws_ok($$insert into public.move_votes (move_id) values ('00000000-0000-4000-8000-0000000000f2')$$, '42501', null, 'Nobody votes for it');
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000b2"}';
select results_eq($$select name, status from public.dance_moves where depth = 2$$, $$values ('Rude verse', 'hidden')$$, 'Whoever sang it sees it');
select results_eq($$select note from public.moderation_decisions where move_id is not null$$, $$values ('Rude')$$, 'And why');
select lives_ok($$insert into public.appeals (decision_id, words) select id, 'It is a quotation' from public.moderation_decisions where move_id is not null$$, 'They appeal');
set local request.jwt.claims = '{"role":"authenticated","sub":"00000000-0000-4000-8000-0000000000c3"}';
select results_eq($$select kind, status, appeal, note, creator from public.moderation_queue(1)$$, $$values ('verse', 'hidden', 'It is a quotation', 'Rude', 'Jonas')$$, 'Operators read that first, and what it is said to');
select public.moderate_move('00000000-0000-4000-8000-0000000000f2', 'show', 'So it is');
select results_eq($$select kind, action, undoable from public.moderation_log(most => 3) where kind = 'verse'$$, $$values ('verse', 'show', false), ('verse', 'hide', false)$$, 'Both decisions are on record');
reset role;
select results_eq('select * from pg_temp.launch()', $$values ('detected', null::text)$$, 'Shown again, its creator is asked');

-- What waits is counted as it comes and goes.
insert into public.users (id, display_name) values ('00000000-0000-4000-8000-0000000000e5', 'Critic'), ('00000000-0000-4000-8000-0000000000e6', 'Late');
insert into public.reports (performance_id, reporter_id, reason) values ('00000000-0000-4000-8000-000000000009', '00000000-0000-4000-8000-0000000000e5', 'hate');
create function pg_temp.asked() returns table (reports bigint, reasons text[]) language sql as
  $$select q.reports, q.reasons from public.moderation_queue() q where q.title = 'Take 9'$$;
select results_eq('select * from pg_temp.asked()', $$values (2::bigint, '{hate,spam}'::text[])$$, 'Two people find two things wrong with a take');
select private.erase_user('00000000-0000-4000-8000-0000000000e5');
select results_eq('select * from pg_temp.asked()', $$values (1::bigint, '{spam}'::text[])$$, 'Who leaves takes along what they said');
select public.moderate_take('00000000-0000-4000-8000-000000000009', 'keep', 'It is fine');
select is_empty('select * from pg_temp.asked()', 'A decision answers the rest');
insert into public.reports (performance_id, reporter_id, reason, created_at)
values ('00000000-0000-4000-8000-000000000009', '00000000-0000-4000-8000-0000000000e6', 'harm', now() + interval '1 second');
select results_eq('select * from pg_temp.asked()', $$values (1::bigint, '{harm}'::text[])$$, 'What is said after it asks anew, and counts alone');

select * from finish();
rollback;
