create function public.credit_lines(take uuid)
returns table (generation integer, performance_id uuid, title text, user_id uuid, display_name text)
language sql stable set search_path = ''
as $$
  with recursive grew as (
    select 0 as generation, p.id from public.performances p where p.id = take
    union all
    select g.generation + 1, up.id
    from grew g, lateral (
      select p.remix_of as id from public.performances p where p.id = g.id and p.remix_of is not null
      union
      select above.performance_id from public.dance_moves mine join public.dance_moves above on above.id = mine.parent_id
      where mine.performance_id = g.id and above.performance_id is not null) up
    where g.generation < 5
  )
  select min(g.generation)::integer, p.id, p.title, u.id, u.display_name
  from grew g join public.performances p on p.id = g.id join public.users u on u.id = p.user_id
  where u.deleted_at is null
  group by p.id, p.title, p.number, u.id, u.display_name
  order by 1, p.number
$$;
comment on function public.credit_lines(uuid) is 'A take (0) and what it grew from, by distance: the takes that it remixes and those that its move answers. As whoever asks may see them.';
grant execute on function public.credit_lines(uuid) to anon, authenticated, gigavibe_functions;
