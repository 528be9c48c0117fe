import { useNavigate } from 'react-router';
import { AccountScreen } from '../features/identity/account-screen.tsx';
import { SignInButton } from '../features/identity/sign-in-button.tsx';
import { NotificationSettings } from '../features/notifications/notification-settings.tsx';
import { OperatorEntry } from './operator-entry.tsx';
import { useBack } from './use-back.ts';

/** "Your account". */
export function AccountPage() {
  const navigate = useNavigate();
  return (
    <AccountScreen
      onBack={useBack()}
      onProfile={id => void navigate(`/u/${id}`)}
      onLeft={() => void navigate('/', { replace: true })}
      signIn={<SignInButton />}
      settings={userId => (
        <>
          <NotificationSettings userId={userId} />
          <OperatorEntry userId={userId} />
        </>
      )}
    />
  );
}
