import { config, currentUser, switchUser } from './config.ts';
import './guide.css';

const named = (id: string) => config.users.find(user => user.id === id)?.displayName.split(' ')[0] ?? id;

/** A few lines for whoever opens this for the first time, beside the client where there is room. */
export function Guide() {
  const [creator, fan] = [named('creator'), named('fan')];
  return (
    <aside className="guide" aria-label="What to try">
      <h2>What to try</h2>
      <ol>
        <li>Watch a performance gather hearts. Press its heart to open the cast and like it yourself.</li>
        <li>
          Be {creator}, the creator. Her take crosses the line about a minute after the first start: approve its coin under You.
        </li>
        <li>Be {fan}, a fan. Buy a little of the coin; the wallet says what you sign. Reject it once: nothing happens.</li>
        <li>Watch the price move, then find what you hold under Coins.</li>
      </ol>
      <p className="guide-users">
        {config.users.map(({ id, displayName, pfpUrl }) => (
          <button key={id} type="button" className="person" aria-pressed={id === currentUser.id} onClick={() => switchUser(id)}>
            <img src={pfpUrl} alt="" width="24" height="24" />
            {displayName}
          </button>
        ))}
      </p>
      <p className="fine">All of this runs on your machine. No account, no real money.</p>
    </aside>
  );
}
