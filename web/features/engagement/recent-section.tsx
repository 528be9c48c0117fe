import { useQuery } from '@tanstack/react-query';
import { useNow } from '../../lib/clock.ts';
import { Avatar } from '../../ui/avatar/avatar.tsx';
import { timeLabel } from '../../ui/format/time.ts';
import { Icon } from '../../ui/icon/icon.tsx';
import { Section } from '../../ui/layout/layout.tsx';
import { List, ListRow } from '../../ui/list/list.tsx';
import { recentQuery, type Signal } from './engagement-queries.ts';

const DID = {
  like: { words: 'Liked it', icon: 'heart' },
  recast: { words: 'Recast it', icon: 'recast' },
  reply: { words: 'Replied', icon: 'reply' },
} as const satisfies Record<Signal, unknown>;

/** Who reacted last, newest first. Nothing before the first reaction. */
export function RecentSection({ performanceId, most = 6 }: { performanceId: string; most?: number }) {
  const { data } = useQuery(recentQuery(performanceId));
  const now = useNow(15_000);
  if (!data || data.length === 0) return null;
  return (
    <Section title="In the room">
      <List>
        {data.slice(0, most).map(({ signal, name, at }) => (
          <ListRow
            key={`${at} ${name} ${signal}`}
            lead={<Avatar name={name} size={36} />}
            title={name}
            detail={`${DID[signal].words} · ${timeLabel(at, now, { ago: true })}`}
            end={
              <span className="secondary">
                <Icon name={DID[signal].icon} size={18} />
              </span>
            }
          />
        ))}
      </List>
    </Section>
  );
}
