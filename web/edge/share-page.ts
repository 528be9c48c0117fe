/** What a share page says of a performance; `imageUrl` is 3:2 and changes with what it shows. */
export type SharedPerformance = { id: string; title: string; description: string; imageUrl: string };

const NAME = 'GigaVibe';
const VELVET = '#26080d';
const BUTTON = 'Watch on GigaVibe';

/**
 * The built shell with the embed of one performance: `fc:miniapp`, `fc:frame` for older clients, and Open Graph for everyone else.
 * Everything that people wrote is escaped: it can become neither a tag nor an attribute.
 */
export function renderSharePage(shellHtml: string, performance: SharedPerformance, { appUrl }: { appUrl: string }): string {
  const url = `${appUrl}/p/${performance.id}`;
  const embed = (type: 'launch_miniapp' | 'launch_frame') => JSON.stringify(embedOf(performance.imageUrl, url, appUrl, type));
  const head = [
    `<title>${escapeHtml(`${performance.title} · ${NAME}`)}</title>`,
    meta('name', 'fc:miniapp', embed('launch_miniapp')),
    meta('name', 'fc:frame', embed('launch_frame')),
    meta('property', 'og:type', 'website'),
    meta('property', 'og:site_name', NAME),
    meta('property', 'og:title', performance.title),
    meta('property', 'og:description', performance.description),
    meta('property', 'og:url', url),
    meta('property', 'og:image', performance.imageUrl),
    meta('property', 'og:image:width', '1200'),
    meta('property', 'og:image:height', '800'),
    meta('name', 'twitter:card', 'summary_large_image'),
    `<link rel="canonical" href="${escapeHtml(url)}">`,
  ].join('\n    ');
  // A function, because `$&` in a title would mean something to replace().
  return shellHtml.replace(/<title>[^<]*<\/title>/, () => head);
}

function embedOf(imageUrl: string, url: string, appUrl: string, type: 'launch_miniapp' | 'launch_frame') {
  return {
    version: '1',
    imageUrl,
    button: {
      title: BUTTON,
      action: { type, name: NAME, url, splashImageUrl: `${appUrl}/brand/splash.png`, splashBackgroundColor: VELVET },
    },
  };
}

function meta(key: 'name' | 'property', name: string, content: string): string {
  return `<meta ${key}="${name}" content="${escapeHtml(content)}">`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, letter => `&#${letter.charCodeAt(0)};`);
}
