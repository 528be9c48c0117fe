create table public.pose_files (
  cid text primary key check (cid ~ '^b[a-z2-7]{58}$'),
  user_id uuid not null references public.users (id),
  bytes integer not null check (bytes > 0),
  frames integer not null check (frames > 0),
  duration_ms integer not null check (duration_ms > 0),
  created_at timestamptz not null default now(),
  lapses_at timestamptz not null default now() + interval '1 hour'
);
comment on table public.pose_files is 'Pose data that may be pinned: one move each, as JSON under its CID. The same movement twice is one file, of whoever brought it first. A row comes before its file, so that no file is there which has none.';
comment on column public.pose_files.lapses_at is 'A file that no move goes by then is removed, and after it its row. Nothing joins with it from then on.';
create index pose_files_user on public.pose_files (user_id, created_at desc);

create table public.dance_chains (
  id uuid primary key default gen_random_uuid(),
  number bigint generated always as identity unique,
  kind text not null check (kind in ('dance', 'song')),
  title text not null check (length(title) between 1 and 80),
  poster_lines text[] not null check (cardinality(poster_lines) between 1 and 3),
  ink text not null check (ink in ('amber', 'teal', 'rose', 'cobalt', 'tang', 'moss', 'lilac', 'bone')),
  started_by uuid not null references public.users (id),
  status text not null default 'live' check (status in ('live', 'hidden')),
  moves_count integer not null default 0 check (moves_count >= 0),
  longest integer not null default 0 check (longest >= 0),
  votes_count integer not null default 0 check (votes_count >= 0),
  follows_count integer not null default 0 check (follows_count >= 0),
  created_at timestamptz not null default now(),
  moved_at timestamptz not null default now()
);
comment on table public.dance_chains is 'A phrase that grows: each answer repeats the moves before it and adds one. Songs use the same tree, with verses and duets in place of moves. Counters are kept by triggers.';
comment on column public.dance_chains.longest is 'Moves on the longest way from the first one.';
create index dance_chains_recent on public.dance_chains (moved_at desc, id) where status = 'live';
create index dance_chains_starter on public.dance_chains (started_by, created_at desc);

create table public.dance_moves (
  id uuid primary key default gen_random_uuid(),
  chain_id uuid not null references public.dance_chains (id) on delete cascade,
  parent_id uuid,
  depth integer not null check (depth between 1 and 16),
  user_id uuid not null references public.users (id),
  performance_id uuid unique references public.performances (id),
  name text not null check (length(name) between 1 and 40),
  pose_cid text references public.pose_files (cid),
  move_ms integer check (move_ms > 0),
  scores smallint[] check (0 <= all (scores) and 100 >= all (scores)),
  score smallint check (score between 0 and 100),
  scorer text,
  mirrored boolean,
  votes_count integer not null default 0 check (votes_count >= 0),
  status text not null default 'live' check (status in ('live', 'hidden')),
  created_at timestamptz not null default now(),
  unique (id, chain_id),
  unique (chain_id, id, depth),
  foreign key (parent_id, chain_id) references public.dance_moves (id, chain_id),
  check ((parent_id is null) = (depth = 1)),
  check ((pose_cid is null) = (move_ms is null)),
  check ((score is null) = (scores is null) and (score is null) = (scorer is null) and (score is null) = (mirrored is null))
);
comment on table public.dance_moves is 'The nodes of a chain. `depth` moves make the phrase here; the file under `pose_cid` holds the move that was added, `move_ms` long, and nothing of the moves before it: their repeat was scored and not kept.';
comment on column public.dance_moves.scores is 'How well each move before was repeated, 0 to 100, in order, as `scorer` says; decided by the server from the recording, of which the repeat is not kept. Null for a first move and for songs.';
create unique index dance_moves_first on public.dance_moves (chain_id) where parent_id is null;
create unique index dance_moves_started on public.dance_moves (user_id, pose_cid) where parent_id is null;
create index dance_moves_parent on public.dance_moves (parent_id);
create unique index dance_moves_once on public.dance_moves (parent_id, user_id, pose_cid);
create index dance_moves_user on public.dance_moves (user_id, created_at desc);
create index dance_moves_pose on public.dance_moves (pose_cid);

create table public.move_votes (
  move_id uuid not null references public.dance_moves (id) on delete cascade,
  user_id uuid not null default auth.uid() references public.users (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (move_id, user_id)
);
comment on table public.move_votes is 'Who likes which move: once per person and move, never one''s own.';
create index move_votes_user on public.move_votes (user_id, created_at desc);

create table public.chain_follows (
  chain_id uuid not null references public.dance_chains (id) on delete cascade,
  user_id uuid not null default auth.uid() references public.users (id) on delete cascade,
  created_at timestamptz not null default now(),
  primary key (chain_id, user_id)
);
comment on table public.chain_follows is 'Who wants to see where a chain goes.';
create index chain_follows_user on public.chain_follows (user_id, created_at desc);

alter table public.pose_files enable row level security;
alter table public.dance_chains enable row level security;
alter table public.dance_moves enable row level security;
alter table public.move_votes enable row level security;
alter table public.chain_follows enable row level security;
grant select on public.dance_chains, public.dance_moves to anon, authenticated;
grant select, delete, insert (move_id) on public.move_votes to authenticated;
grant select, delete, insert (chain_id) on public.chain_follows to authenticated;
grant select, insert on public.pose_files, public.dance_chains, public.dance_moves to gigavibe_functions;
grant update (lapses_at), delete on public.pose_files to gigavibe_functions;

create policy "Everyone sees live chains" on public.dance_chains for select to anon, authenticated using (status = 'live');
create policy "Everyone sees live moves of live chains" on public.dance_moves for select to anon, authenticated
  using (status = 'live' and exists (select from public.dance_chains c where c.id = chain_id));
create policy "People see their own moves, hidden too" on public.dance_moves for select to authenticated using (user_id = (select auth.uid()));
create policy "People see what they voted for" on public.move_votes for select to authenticated using (user_id = (select auth.uid()));
create policy "People vote as themselves for moves of others that they can see" on public.move_votes for insert to authenticated
  with check (user_id = (select auth.uid())
    and exists (select from public.dance_moves m where m.id = move_id and m.user_id <> (select auth.uid())));
create policy "People take their votes back" on public.move_votes for delete to authenticated using (user_id = (select auth.uid()));
create policy "People see which chains they follow" on public.chain_follows for select to authenticated using (user_id = (select auth.uid()));
create policy "People follow as themselves what they can see" on public.chain_follows for insert to authenticated
  with check (user_id = (select auth.uid()) and exists (select from public.dance_chains c where c.id = chain_id));
create policy "People stop following chains" on public.chain_follows for delete to authenticated using (user_id = (select auth.uid()));
create policy "Functions read pose files" on public.pose_files for select to gigavibe_functions using (true);
create policy "Functions add pose files" on public.pose_files for insert to gigavibe_functions with check (true);
create policy "Functions give pose files more time" on public.pose_files for update to gigavibe_functions using (true) with check (true);
create policy "Functions forget pose files" on public.pose_files for delete to gigavibe_functions using (true);
create policy "Functions read chains" on public.dance_chains for select to gigavibe_functions using (true);
create policy "Functions start chains" on public.dance_chains for insert to gigavibe_functions with check (true);
create policy "Functions read moves" on public.dance_moves for select to gigavibe_functions using (true);
create policy "Functions add moves" on public.dance_moves for insert to gigavibe_functions with check (true);

create function public.hidden_moves(chain uuid)
returns table (id uuid, parent_id uuid, depth integer, created_at timestamptz)
language sql stable security definer set search_path = ''
as $$
  select m.id, m.parent_id, m.depth, m.created_at from public.dance_moves m join public.dance_chains c on c.id = m.chain_id
  where m.chain_id = chain and m.status = 'hidden' and c.status = 'live'
$$;
comment on function public.hidden_moves(uuid) is
  'The places that hidden moves keep in a chain that everyone sees, without name, dancer or movement: what answers them hangs on to them. Security definer because nobody sees the moves themselves.';

create function public.move_before(move uuid) returns uuid
language sql stable security definer set search_path = ''
as $$
  select m.parent_id from public.dance_moves m where m.id = move
$$;
comment on function public.move_before(uuid) is 'Which move this one answers. Security definer because the way up to those who are owed credit may lead through a hidden one.';
grant execute on function public.hidden_moves(uuid) to anon, authenticated;
grant execute on function public.move_before(uuid) to anon, authenticated, gigavibe_functions;

create function private.count_moves() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  standing text;
begin
  if new.parent_id is not null and not exists (
    select from public.dance_moves m where m.id = new.parent_id and m.depth = new.depth - 1) then
    raise exception 'A move is one deeper than the one before it.' using errcode = 'check_violation', constraint = 'dance_moves_depth';
  end if;
  -- Locked, so that who hides one at this moment comes before the answer or after it. The order is that of votes: moves, then the chain.
  for standing in
    select m.status from public.dance_moves m where m.id in (
      with recursive way as (
        select a.id, a.parent_id from public.dance_moves a where a.id = new.parent_id
        union all select a.id, a.parent_id from public.dance_moves a join way on a.id = way.parent_id)
      select id from way)
    order by m.depth for share
  loop
    if standing <> 'live' then
      raise exception 'Nobody answers what goes through a hidden move.' using errcode = 'check_violation', constraint = 'dance_moves_open';
    end if;
  end loop;
  update public.dance_chains set moves_count = moves_count + 1, longest = greatest(longest, new.depth), moved_at = greatest(moved_at, new.created_at)
  where id = new.chain_id
  returning status into standing;
  if new.parent_id is not null and standing <> 'live' then
    raise exception 'Nobody answers in a hidden chain.' using errcode = 'check_violation', constraint = 'dance_moves_open';
  end if;
  return null;
end $$;
comment on function private.count_moves() is 'Counts a move, and takes none below what was hidden while it was judged. Security definer because nobody else may write counters.';
create trigger count_moves after insert on public.dance_moves for each row execute function private.count_moves();

create function private.count_move_votes() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  step integer := case tg_op when 'INSERT' then 1 else -1 end;
begin
  -- Moves in the order of an answer's way, then chains: who leaves takes back many votes at once, and deadlocks with nobody who votes or answers.
  perform from public.dance_moves m where m.id in (select move_id from changed) order by m.depth, m.id for no key update;
  update public.dance_moves m set votes_count = m.votes_count + step * c.votes
  from (select move_id, count(*) as votes from changed group by 1) c where m.id = c.move_id;
  perform from public.dance_chains d where d.id in (select m.chain_id from public.dance_moves m join changed c on m.id = c.move_id) order by d.id for no key update;
  update public.dance_chains d set votes_count = d.votes_count + step * c.votes
  from (select m.chain_id, count(*) as votes from public.dance_moves m join changed on m.id = move_id group by 1) c where d.id = c.chain_id;
  return null;
end $$;
comment on function private.count_move_votes() is 'Once a statement. Security definer because people may not write counters.';
create trigger count_move_votes after insert on public.move_votes referencing new table as changed for each statement execute function private.count_move_votes();
create trigger count_ended_votes after delete on public.move_votes referencing old table as changed for each statement execute function private.count_move_votes();
create trigger refuse_who_left after insert on public.move_votes for each row execute function private.refuse_who_left('user_id');

create function private.forget_own_votes() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  delete from public.move_votes v where v.move_id = new.id and v.user_id = new.user_id;
  return null;
end $$;
comment on function private.forget_own_votes() is 'A move that goes to another account loses that one''s vote. Security definer because nobody takes back the votes of others.';
create trigger forget_own_votes after update of user_id on public.dance_moves for each row execute function private.forget_own_votes();

create function private.refuse_own_vote() returns trigger
language plpgsql security definer set search_path = ''
as $$
begin
  if exists (select from public.dance_moves m where m.id = new.move_id and m.user_id = new.user_id) then
    raise exception 'Nobody votes for their own move.' using errcode = 'check_violation', constraint = 'move_votes_others';
  end if;
  return new;
end $$;
comment on function private.refuse_own_vote() is 'A vote that goes to another account, as two accounts become one. Security definer because it looks at hidden moves, too.';
create trigger refuse_own_vote before update of user_id on public.move_votes for each row execute function private.refuse_own_vote();

create function private.count_chain_follows() returns trigger
language plpgsql security definer set search_path = ''
as $$
declare
  step integer := case tg_op when 'INSERT' then 1 else -1 end;
begin
  -- In the order of ids: two who leave at the same moment do not deadlock.
  perform from public.dance_chains d where d.id in (select chain_id from changed) order by d.id for no key update;
  update public.dance_chains d set follows_count = d.follows_count + step * c.follows
  from (select chain_id, count(*) as follows from changed group by 1) c where d.id = c.chain_id;
  return null;
end $$;
comment on function private.count_chain_follows() is 'Once a statement. Security definer because people may not write counters.';
create trigger count_chain_follows after insert on public.chain_follows referencing new table as changed for each statement execute function private.count_chain_follows();
create trigger count_ended_follows after delete on public.chain_follows referencing old table as changed for each statement execute function private.count_chain_follows();
create trigger refuse_who_left after insert on public.chain_follows for each row execute function private.refuse_who_left('user_id');
create trigger refuse_who_left after insert on public.dance_chains for each row execute function private.refuse_who_left('started_by');
create trigger refuse_who_left after insert on public.dance_moves for each row execute function private.refuse_who_left('user_id');
