import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import type { NoticeKind } from '../../../shared/notifications/schema.ts';
import { useNow } from '../../lib/clock.ts';
import { ReadError } from '../../lib/read-error.tsx';
import { useBroadcast } from '../../lib/realtime.ts';
import { useSession } from '../../lib/session.ts';
import { IconButton } from '../../ui/button/icon-button.tsx';
import { MoreButton } from '../../ui/button/more-button.tsx';
import { Centred, Page, TopBar } from '../../ui/layout/layout.tsx';
import { Skeleton } from '../../ui/skeleton/skeleton.tsx';
import { usePending } from '../../ui/skeleton/use-pending.ts';
import { EmptyState } from '../../ui/state/empty-state.tsx';
import { OutOfRange } from '../../ui/state/out-of-range.tsx';
import { HostPrompt } from './host-prompt.tsx';
import type { Notice } from './notice.ts';
import { NoticeItem } from './notice-item.tsx';
import { inboxQuery, settingsQuery } from './notice-queries.ts';
import { groupByDay } from './notice-words.ts';
import styles from './notifications.module.css';
import { SettingsSheet } from './settings-sheet.tsx';
import { useMarkRead } from './use-mark-read.ts';

/** What is answered at one's own stage. */
const AT_STAGE = new Set<NoticeKind>(['crossed', 'asked']);

type InboxScreenProps = {
  /** Takes about which the creator has still to decide. */
  waiting: ReadonlySet<string>;
  onBack: () => void;
  onTake: (performanceId: string) => void;
  onChain: (chainId: string) => void;
  onReview: () => void;
  signIn: ReactNode;
  toFeed: ReactNode;
};

/** What happened to the viewer's takes, coins and chains, newest first. */
export function InboxScreen({ signIn, ...props }: InboxScreenProps) {
  const session = useSession();
  if (session) return <Inbox userId={session.user.id} {...props} />;
  return (
    <Page className={styles.page ?? ''}>
      <TopBar title="Notifications" onBack={props.onBack} />
      <Centred>
        <EmptyState lines={['Who is', 'asking']} action={signIn}>
          What happens to your takes, coins and chains is told here. Sign in to see it.
        </EmptyState>
      </Centred>
    </Page>
  );
}

function Inbox({
  userId,
  waiting,
  onBack,
  onTake,
  onChain,
  onReview,
  toFeed,
}: Omit<InboxScreenProps, 'signIn'> & { userId: string }) {
  const cache = useQueryClient();
  const now = useNow(30_000);
  const query = useInfiniteQuery(inboxQuery(userId));
  const [setting, setSetting] = useState(false);
  const notices = useMemo(() => query.data?.pages.flatMap(page => page.notices) ?? [], [query.data]);
  const outOfRange = query.isPending && query.isPaused;
  const pending = usePending(query.isPending) && !outOfRange;
  const readAgain = () => void cache.invalidateQueries({ queryKey: ['notifications', 'inbox'] });
  const open = ({ kind, subjectId }: Notice) => {
    if (AT_STAGE.has(kind)) onReview();
    else if (kind === 'answered') onChain(subjectId);
    else onTake(subjectId);
  };
  useBroadcast(`stage:${userId}`, { notice: readAgain }, { onJoin: readAgain });
  useMarkRead(notices);
  // So that the sheet opens with its switches.
  useQuery(settingsQuery(userId));
  return (
    <Page className={styles.page ?? ''}>
      <TopBar title="Notifications" onBack={onBack}>
        <IconButton icon="gear" label="Notification settings" onClick={() => setSetting(true)} />
      </TopBar>
      <div className={styles.prompt}>
        <HostPrompt />
      </div>
      {pending && <Waiting />}
      {outOfRange && (
        <Centred>
          <OutOfRange />
        </Centred>
      )}
      {!pending && query.isError && notices.length === 0 && (
        <Centred>
          <ReadError error={query.error} onRetry={readAgain} retrying={query.isRefetching}>
            We could not load your notifications. Nothing is lost: try again in a moment.
          </ReadError>
        </Centred>
      )}
      {!pending && query.isSuccess && notices.length === 0 && (
        <Centred>
          <EmptyState lines={['All calm', 'backstage']} action={toFeed}>
            When something happens to your takes, coins or chains, or to a take you watch, you read it here.
          </EmptyState>
        </Centred>
      )}
      {groupByDay(notices, now).map(group => (
        <section key={group.label} className={styles.group} aria-label={group.label}>
          <h2 className="label secondary strong">{group.label}</h2>
          <ul className={styles.list}>
            {group.notices.map(notice => (
              <NoticeItem
                key={notice.id}
                notice={notice}
                now={now}
                waits={notice.kind === 'crossed' && waiting.has(notice.subjectId)}
                onOpen={() => open(notice)}
                onReview={onReview}
              />
            ))}
          </ul>
        </section>
      ))}
      {query.hasNextPage && (
        <MoreButton label="Show earlier" loading={query.isFetchingNextPage} onMore={() => void query.fetchNextPage()} />
      )}
      {setting && <SettingsSheet userId={userId} onClose={() => setSetting(false)} />}
    </Page>
  );
}

function Waiting() {
  return (
    <div className={styles.waiting} role="status" aria-label="Loading notifications" aria-busy="true">
      {[0, 1, 2, 3].map(at => (
        <div key={at} className={styles.item}>
          <Skeleton width={32} height={32} shape="control" />
          <div className={styles.words}>
            <Skeleton width={220} height={18} />
            <Skeleton width={60} height={14} />
          </div>
          <Skeleton width={40} height={52} shape="print" />
        </div>
      ))}
    </div>
  );
}
