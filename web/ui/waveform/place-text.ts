const spoken = (seconds: number): string => {
  const minutes = Math.floor(seconds / 60);
  const rest = seconds % 60;
  const parts = [
    minutes > 0 && `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`,
    (rest > 0 || minutes === 0) && `${rest} ${rest === 1 ? 'second' : 'seconds'}`,
  ];
  return parts.filter(Boolean).join(' ');
};

/** A place in a take as it is read aloud: "18 seconds of 47", "1 minute 2 seconds of 2 minutes". In ms. */
export function placeText(position: number, duration: number): string {
  const whole = Math.floor(duration / 1000);
  return `${spoken(Math.floor(position / 1000))} of ${whole < 60 ? whole : spoken(whole)}`;
}
