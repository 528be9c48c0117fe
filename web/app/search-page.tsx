import { useNavigate, useSearchParams } from 'react-router';
import { SearchScreen } from '../features/search/search-screen.tsx';
import { Button } from '../ui/button/button.tsx';
import { useBack } from './use-back.ts';

/** Search. What was typed is in the address, so that going back finds it again. */
export function SearchPage() {
  const [query, setQuery] = useSearchParams();
  const navigate = useNavigate();
  const back = useBack();
  return (
    <SearchScreen
      words={query.get('q') ?? ''}
      onWords={words => setQuery(words ? { q: words } : {}, { replace: true })}
      onPerson={id => void navigate(`/u/${id}`)}
      onTake={id => void navigate(`/p/${id}`)}
      onBack={back}
      toFeed={<Button onClick={() => void navigate('/')}>Back to the feed</Button>}
    />
  );
}
