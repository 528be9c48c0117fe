-- A notice is of a take, or of a chain that has new moves.
alter table public.notices
  alter column performance_id drop not null,
  add column chain_id uuid references public.dance_chains (id) on delete cascade,
  add column move_id uuid references public.dance_moves (id) on delete cascade,
  add column moves integer check (moves > 0),
  add constraint notices_subject check (case when kind = 'answered' then performance_id is null and num_nulls(chain_id, move_id, moves) = 0
    else performance_id is not null and num_nonnulls(chain_id, move_id, moves) = 0 end);
comment on column public.notices.move_id is 'The newest move of the chain.';
comment on column public.notices.moves is 'How many moves came since the person last read of this chain.';
create unique index notices_answered on public.notices (user_id, chain_id) where kind = 'answered' and read_at is null;
create index notices_chain on public.notices (chain_id) where chain_id is not null;
create index notices_move on public.notices (move_id) where move_id is not null;
grant select (chain_id, move_id, moves) on public.notices to authenticated;

create function private.notice_answer() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  told uuid[];
begin
  if new.parent_id is null then return null; end if;
  -- In the order of ids, jobs below too: two chains that grow at the same time do not wait for each other.
  told := array(
    select u.id from public.users u
    where u.id in (
        select m.user_id from public.dance_moves m where m.id = new.parent_id
        union select c.started_by from public.dance_chains c where c.id = new.chain_id)
      and u.id <> new.user_id and u.deleted_at is null
    order by u.id);
  insert into public.notices as n (user_id, kind, chain_id, move_id, moves)
  select user_id, 'answered', new.chain_id, new.id, 1 from unnest(told) user_id
  on conflict (user_id, chain_id) where kind = 'answered' and read_at is null
    do update set move_id = excluded.move_id, moves = n.moves + 1, created_at = now();
  perform private.tell_people(told, 'answered');
  return null;
end $$;
comment on function private.notice_answer() is
  'Who started a chain, and whose move is answered, is told; until they read of it, however many moves come are one notice. Security definer because writers of moves may not write notices.';
create trigger notice_answer after insert on public.dance_moves for each row execute function private.notice_answer();
