create table public.performance_views (
  performance_id uuid primary key references public.performances (id) on delete cascade,
  views bigint not null default 0 check (views >= 0)
);
comment on table public.performance_views is 'How many watched a take here, each once a day. Shown, and weighs nothing.';

create table private.viewers (
  day date not null,
  performance_id uuid not null references public.performances (id) on delete cascade,
  viewer text not null,
  primary key (day, performance_id, viewer)
);
comment on table private.viewers is 'Who was counted today, under the name that day_hash gives them. Forgotten after two days: then nobody is counted twice, and nobody can be recognised.';
create index viewers_performance on private.viewers (performance_id);

alter table public.performance_views enable row level security;
alter table private.viewers enable row level security;
grant select on public.performance_views to anon, authenticated;
create policy "Everyone sees how many watched what they can see" on public.performance_views for select to anon, authenticated
  using (exists (select from public.performances p where p.id = performance_id));

create function private.count_view(take uuid, who text, person uuid, at timestamptz default now()) returns boolean
language plpgsql security definer set search_path = ''
as $$
begin
  if not exists (select from public.performances p where p.id = take and p.status = 'live' and p.user_id is distinct from person) then
    return false;
  end if;
  insert into private.viewers (day, performance_id, viewer)
  values ((at at time zone 'utc')::date, take, private.day_hash(coalesce(person::text, who), at))
  on conflict do nothing;
  if not found then return false; end if;
  insert into public.performance_views as v (performance_id, views) values (take, 1)
  on conflict (performance_id) do update set views = v.views + 1;
  return true;
end $$;
comment on function private.count_view(uuid, text, uuid, timestamptz) is
  'Counts who watched a live take, once a day each, and never its author. `person` for those who are signed in, else `who` tells visitors apart. Security definer because functions may neither read nor write who watched.';
grant execute on function private.count_view(uuid, text, uuid, timestamptz) to gigavibe_functions;

select cron.schedule('forget-viewers', '43 * * * *', $$delete from private.viewers where day < (now() at time zone 'utc')::date - 1$$);
