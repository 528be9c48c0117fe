/** What a share page says; `path` is its place in the app, `button` what its embed offers, `imageUrl` is 3:2 and changes with what it shows. */
export type SharedPage = { path: string; button: string; title: string; description: string; imageUrl: string };

const NAME = 'GigaVibe';
const VELVET = '#26080d';

/**
 * The built shell with the embed of one page: `fc:miniapp`, `fc:frame` for older clients, and Open Graph for everyone else.
 * Everything that people wrote is escaped: it can become neither a tag nor an attribute.
 */
export function renderSharePage(shellHtml: string, page: SharedPage, { appUrl }: { appUrl: string }): string {
  const url = `${appUrl}${page.path}`;
  const embed = (type: 'launch_miniapp' | 'launch_frame') => JSON.stringify(embedOf(page, url, appUrl, type));
  const head = [
    `<title>${escapeHtml(page.title === NAME ? NAME : `${page.title} · ${NAME}`)}</title>`,
    meta('name', 'fc:miniapp', embed('launch_miniapp')),
    meta('name', 'fc:frame', embed('launch_frame')),
    meta('property', 'og:type', 'website'),
    meta('property', 'og:site_name', NAME),
    meta('property', 'og:title', page.title),
    meta('property', 'og:description', page.description),
    meta('property', 'og:url', url),
    meta('property', 'og:image', page.imageUrl),
    meta('property', 'og:image:width', '1200'),
    meta('property', 'og:image:height', '800'),
    meta('name', 'twitter:card', 'summary_large_image'),
    `<link rel="canonical" href="${escapeHtml(url)}">`,
  ].join('\n    ');
  // A function, because `$&` in a title would mean something to replace().
  return shellHtml.replace(/<title>[^<]*<\/title>/, () => head);
}

function embedOf({ imageUrl, button }: SharedPage, url: string, appUrl: string, type: 'launch_miniapp' | 'launch_frame') {
  return {
    version: '1',
    imageUrl,
    button: {
      title: button,
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
