import './cast.css';

type Embed = { url?: string; metadata?: { content_type?: string | null } };

/** Pictures as pictures, sound with a player, everything else as its address. */
export function Embeds({ embeds }: { embeds: readonly Embed[] }) {
  return (
    <>
      {embeds.map(({ url = '', metadata }) => {
        const type = metadata?.content_type ?? '';
        if (type.startsWith('image/')) return <img key={url} className="embed-image" src={url} alt="" />;
        // biome-ignore lint/a11y/useMediaCaption: people's casts come without captions
        if (type.startsWith('audio/')) return <audio key={url} className="embed-audio" src={url} controls preload="none" />;
        return (
          <p key={url} className="embed-link">
            {url.replace(/^https?:\/\//, '')}
          </p>
        );
      })}
    </>
  );
}
