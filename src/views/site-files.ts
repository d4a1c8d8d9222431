import { SITE_CSS_HASH } from './assets.gen.ts'

const script = { type: 'text/javascript; charset=utf-8', cache: 'public, max-age=3600' }

/** What browsers load beside pages: address, file in data-catalog, kind, how long it may be kept. */
export const siteFiles = [
  {
    path: `/assets/site-${SITE_CSS_HASH}.css`,
    file: 'site/site.css',
    type: 'text/css; charset=utf-8',
    cache: 'public, max-age=31536000, immutable',
  },
  { path: '/assets/icon.svg', file: 'site/icon.svg', type: 'image/svg+xml', cache: 'public, max-age=86400' },
  { path: '/assets/progress.js', file: 'site/progress.js', ...script },
  { path: '/assets/draft.js', file: 'site/draft.js', ...script },
  { path: '/assets/forms.js', file: 'site/forms.js', ...script },
] as const
