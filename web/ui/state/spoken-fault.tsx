/** Why what was pressed was not done, for readers alone: where the screen has room for no more than another label on the button. */
export function SpokenFault({ children }: { children: string | false | null | undefined }) {
  if (!children) return null;
  return (
    <span className="visually-hidden" role="alert">
      {children}
    </span>
  );
}
