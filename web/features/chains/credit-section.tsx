import { useQuery } from '@tanstack/react-query';
import { Button } from '../../ui/button/button.tsx';
import { Section } from '../../ui/layout/layout.tsx';
import { List, ListRow } from '../../ui/list/list.tsx';
import styles from './chains.module.css';
import { creditOf, creditQuery, creditWords } from './credit-query.ts';

type CreditSectionProps = {
  takeId: string;
  creator: { id: string; name: string };
  onOpen: (takeId: string) => void;
  onRemix: () => void;
  onRecord: () => void;
};

/** What a take grew from, and the ways to go on from it. */
export function CreditSection({ takeId, creator, onOpen, onRemix, onRecord }: CreditSectionProps) {
  const { data = [] } = useQuery(creditQuery({ take: takeId }));
  const parents = data.filter(({ generation }) => generation > 0);
  return (
    <Section title={parents.length > 0 ? 'Grew from' : 'From here'}>
      {parents.length > 0 && (
        <>
          <List label="Grew from">
            {parents.map(({ performance_id: id, title, display_name: name, generation }) => (
              <ListRow
                key={`${id} ${title} ${generation}`}
                title={title}
                detail={
                  <>
                    <bdi>{name}</bdi>
                    {generation > 1 && ` · ${generation} steps back`}
                  </>
                }
                onSelect={id === null ? undefined : () => onOpen(id)}
              />
            ))}
          </List>
          <p className="label secondary">Credits begin with {creditWords(creditOf(data, 1, creator))}.</p>
        </>
      )}
      <div className={styles.acts}>
        <Button variant="outline" size="small" icon="plus" onClick={onRemix}>
          Remix
        </Button>
        <Button variant="text" size="small" onClick={onRecord}>
          Who made it, from what, and when
        </Button>
      </div>
    </Section>
  );
}
