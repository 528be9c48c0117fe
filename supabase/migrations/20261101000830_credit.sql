create function public.credit_lines(take uuid default null, move uuid default null)
returns table (generation integer, performance_id uuid, title text, user_id uuid, display_name text)
language sql stable set search_path = ''
as $$
  with recursive takes as not materialized (select p.* from public.performances p where p.status = 'live'),
  moves as not materialized (
    select m.* from public.dance_moves m join public.dance_chains c on c.id = m.chain_id where m.status = 'live' and c.status = 'live'),
  grew as (
    select 0 as generation, p.id as performance_id, m.id as move_id, m.id as at
    from public.performances p left join public.dance_moves m on m.performance_id = p.id where p.id = take
    union all
    select 0, m.performance_id, m.id, m.id from public.dance_moves m where m.id = move
    union all
    select g.generation + 1, up.performance_id, up.move_id, up.at
    from grew g, lateral (
      select above.id as performance_id, m.id as move_id, m.id as at
      from public.performances p join takes above on above.id = p.remix_of left join moves m on m.performance_id = above.id
      where p.id = g.performance_id
      union
      select above.performance_id, above.id, before.id
      from (select public.move_before(g.at)) before (id) left join moves above on above.id = before.id
      where before.id is not null) up
    where g.generation < 5
  )
  select min(g.generation)::integer, p.id, coalesce(p.title, m.name), u.id, u.display_name
  from grew g left join public.dance_moves m on m.id = g.move_id
    left join public.performances p on p.id = g.performance_id and (g.generation = 0 or p.status = 'live')
    join public.users u on u.id = coalesce(p.user_id, m.user_id)
  where u.deleted_at is null
  group by p.id, m.id, p.title, m.name, u.id, u.display_name
  order by 1, min(p.number), m.id
$$;
comment on function public.credit_lines(uuid, uuid) is
  'A take or a move (0) and what it grew from, by distance: the takes that it remixes, and the moves that it answers with their takes, where they have one. What it grew from is what everyone sees, whoever asks: a page, and a consent that asks for parts, name the same people, and nobody whose move an operator hid.';
grant execute on function public.credit_lines(uuid, uuid) to anon, authenticated, gigavibe_functions;
