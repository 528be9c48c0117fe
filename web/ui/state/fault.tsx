import { Notice } from './notice.tsx';

/** Why what was asked for was not done, said once to a reader. Nothing while all is well. */
export function Fault({ children }: { children: string | false | null | undefined }) {
  if (!children) return null;
  return (
    <Notice icon="warning" tone="down" role="alert">
      {children}
    </Notice>
  );
}
